// A thread that writes one shard from a bounded queue of documents.
#pragma once

#include <condition_variable>
#include <cote/document.hpp>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "indexer/shard_writer.hpp"

namespace cote::indexing {

class WriterThread {
 public:
  struct Job {
    Document document;
    std::string bytes;  ///< encode_document()
    bool replace = false;
  };
  struct Limits {
    std::uint64_t pairs = 0;  ///< of term and document between two commits
    std::size_t queued = 0;   ///< bytes of documents that wait
  };

  /// `before_commit`: ShardWriter::commit().
  WriterThread(std::unique_ptr<ShardWriter> writer, Limits limits, std::function<void()> before_commit);
  /// Ends at the next document; what was not committed is lost.
  ~WriterThread();
  WriterThread(const WriterThread&) = delete;
  WriterThread& operator=(const WriterThread&) = delete;

  using Batch = std::vector<Job>;

  /// Waits while too much is queued. Throws what the thread failed with, now or before.
  void push(Batch&& batch);
  /// On return all that was pushed is committed. Throws as push().
  void commit();

 private:
  void run();
  void write(const Batch& batch);
  void rethrow_failure();

  std::unique_ptr<ShardWriter> writer_;
  Limits limits_;
  std::function<void()> before_commit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> queue_;
  std::size_t queued_ = 0;  ///< bytes
  bool busy_ = false;
  bool commit_asked_ = false;
  bool stop_ = false;
  std::exception_ptr failure_;
  std::thread thread_;
};

}  // namespace cote::indexing
