// Writes shards anew as one, from what they hold: neither their sources nor the analyzer are needed, and what
// comes out answers every query alike.
#pragma once

#include <filesystem>
#include <vector>

#include "indexer/facet_slots.hpp"
#include "indexer/format/blocks.hpp"

namespace cote::indexing {

struct RewriteOptions {
  bool dense = false;   ///< without term lists
  bool packed = false;  ///< with its tables compacted: takes longer, and pays only for what stays as it is
  index_format::BlockOptions blocks{};
};

/// The documents of `shards`, in their order, as a new shard in `folder`, durable on return. `slots`: the
/// value slots of facets. Throws Xapian's errors as they are, and IndexError; `folder` is then to be removed.
void rewrite(const std::vector<std::filesystem::path>& shards, const std::filesystem::path& folder,
             const FacetSlots::Map& slots, const RewriteOptions& options);

}  // namespace cote::indexing
