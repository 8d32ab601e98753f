#include "indexer/writer_thread.hpp"

#include <utility>

namespace cote::indexing {
namespace {

std::size_t size_of(const WriterThread::Batch& batch) {
  std::size_t bytes = 0;
  for (const WriterThread::Job& job : batch) bytes += job.bytes.size();
  return bytes;
}

}  // namespace

WriterThread::WriterThread(std::unique_ptr<ShardWriter> writer, Limits limits,
                           std::function<void()> before_commit)
    : writer_(std::move(writer)),
      limits_(limits),
      before_commit_(std::move(before_commit)),
      thread_([this] { run(); }) {}

WriterThread::~WriterThread() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void WriterThread::rethrow_failure() {
  if (failure_ != nullptr) std::rethrow_exception(failure_);
}

void WriterThread::push(Batch&& batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return queued_ < limits_.queued || failure_ != nullptr; });
  rethrow_failure();
  queued_ += size_of(batch);
  queue_.push_back(std::move(batch));
  lock.unlock();
  changed_.notify_all();
}

void WriterThread::commit() {
  std::unique_lock lock(mutex_);
  commit_asked_ = true;
  changed_.notify_all();
  changed_.wait(lock, [&] { return (!commit_asked_ && queue_.empty() && !busy_) || failure_ != nullptr; });
  rethrow_failure();
}

void WriterThread::write(const Batch& batch) {
  for (const Job& job : batch) {
    job.replace ? writer_->replace(job.document, job.bytes) : writer_->add(job.document, job.bytes);
    if (writer_->pairs() >= limits_.pairs) writer_->commit(before_commit_);
  }
}

void WriterThread::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return stop_ || !queue_.empty() || commit_asked_; });
    if (stop_) return;
    const bool commit = queue_.empty();
    Batch batch;
    if (!commit) {
      batch = std::move(queue_.front());
      queue_.pop_front();
      queued_ -= size_of(batch);
    }
    busy_ = true;
    lock.unlock();
    changed_.notify_all();
    std::exception_ptr failure;
    try {
      commit ? writer_->commit(before_commit_) : write(batch);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    busy_ = false;
    if (commit) commit_asked_ = false;
    if (failure != nullptr) {
      failure_ = failure;
      changed_.notify_all();
      return;
    }
    changed_.notify_all();
  }
}

}  // namespace cote::indexing
