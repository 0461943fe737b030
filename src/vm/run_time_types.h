// RunTimeTypes: container types that no script spells and natives need nevertheless, such as the
// set of the keys of a table. Made once for each world, and kept as long as its values.
#pragma once

#include <string>
#include <unordered_map>

#include "base/arena.h"
#include "type/type.h"

namespace avocet {

class RunTimeTypes {
 public:
  const TableType* set_of(std::span<const Type* const> keys) { return types_.set(keys); }

  // A `vector of any` all elements of which are of that type, which its name tells:
  // "vector of string".
  const VectorType* any_vector_of(const Type* any, const Type* element) {
    const VectorType*& made = any_vectors_[element];
    if (made) return made;
    auto* type = arena_.make<VectorType>(any);
    type->name = arena_.copy("vector of " + to_string(element));
    return made = type;
  }

 private:
  Arena arena_;
  TypeTable types_{arena_};
  std::unordered_map<const Type*, const VectorType*> any_vectors_;
};

}  // namespace avocet
