#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "type/type.h"

namespace avocet {

namespace {

// Compares structures. A pair that is or was being compared counts as equal: if the types differ at
// all, they differ in something that is looked at anyway. So each pair is looked at once, however
// often the types lead to it.
class Comparison {
 public:
  bool same(const Type* a, const Type* b) {
    if (a == b) return true;
    if (a == nullptr || b == nullptr || a->kind != b->kind) return false;
    if (is_branching(a->kind) && !is_new(a, b)) return true;
    switch (a->kind) {
    case TypeKind::kRecord: return same_records(as_record(a), as_record(b));
    case TypeKind::kEnum:
      // Two enums are the same type only if they are one, or two images of one declaration.
      return !a->name.empty() && a->name == b->name;
    case TypeKind::kTable:
    case TypeKind::kSet:
      return all_same(as_table(a)->keys, as_table(b)->keys) &&
             same(as_table(a)->value, as_table(b)->value);
    case TypeKind::kVector: return same(as_vector(a)->element, as_vector(b)->element);
    case TypeKind::kFunction: return same_functions(as_function(a), as_function(b));
    case TypeKind::kFile: return same(as_file(a)->element, as_file(b)->element);
    case TypeKind::kOpaque: return a->name == b->name;
    case TypeKind::kType: return same(as_type_type(a)->of, as_type_type(b)->of);
    case TypeKind::kList: return all_same(as_list(a)->items, as_list(b)->items);
    case TypeKind::kVoid:
    case TypeKind::kError:
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kCount:
    case TypeKind::kDouble:
    case TypeKind::kTime:
    case TypeKind::kInterval:
    case TypeKind::kPort:
    case TypeKind::kAddr:
    case TypeKind::kSubnet:
    case TypeKind::kString:
    case TypeKind::kPattern:
    case TypeKind::kAny: return true;
    }
    return false;
  }

 private:
  using Pair = std::pair<const Type*, const Type*>;

  // Whether such a type holds several others, so that one may be reached on many ways.
  static bool is_branching(TypeKind kind) {
    return kind == TypeKind::kRecord || kind == TypeKind::kTable || kind == TypeKind::kFunction ||
           kind == TypeKind::kSet || kind == TypeKind::kList;
  }

  bool is_new(const Type* a, const Type* b) {
    Pair pair = std::less<>()(b, a) ? Pair(b, a) : Pair(a, b);
    auto at = std::lower_bound(compared_.begin(), compared_.end(), pair);
    if (at != compared_.end() && *at == pair) return false;
    compared_.insert(at, pair);
    return true;
  }

  bool all_same(std::span<const Type* const> a, std::span<const Type* const> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [this](const Type* x, const Type* y) { return same(x, y); });
  }

  bool same_records(const RecordType* a, const RecordType* b) {
    if (a->fields.size() != b->fields.size()) return false;
    return std::equal(a->fields.begin(), a->fields.end(), b->fields.begin(),
                      [this](const RecordField& x, const RecordField& y) {
                        return x.name == y.name && x.optional() == y.optional() &&
                               same(x.type, y.type);
                      });
  }

  bool same_functions(const FunctionType* a, const FunctionType* b) {
    return a->flavor == b->flavor && a->variadic == b->variadic && same(a->result, b->result) &&
           std::equal(a->parameters.begin(), a->parameters.end(), b->parameters.begin(),
                      b->parameters.end(), [this](const Parameter& x, const Parameter& y) {
                        return same(x.type, y.type);
                      });
  }

  std::vector<Pair> compared_;  // sorted
};

}  // namespace

bool same_type(const Type* a, const Type* b) { return a == b || Comparison().same(a, b); }

}  // namespace avocet
