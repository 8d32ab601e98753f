// Exact expressions in the token streams of one shard.
#pragma once

#include "searcher/expression.hpp"
#include "searcher/index.hpp"

namespace cote::search {

/// The documents of the shard that hold the expression.
[[nodiscard]] Matches::InShard find_in_shard(Index::Shard& shard, const Expression& expression,
                                             Within within);

}  // namespace cote::search
