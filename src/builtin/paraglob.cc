// Very many glob patterns matched at once.
//
// Each pattern has a longest part without wildcards. An automaton (Aho and Corasick, 1975) finds
// all these parts in one pass over a text; only patterns whose part occurs there are then compared
// in full. Patterns of wildcards alone are always compared.

#include <algorithm>
#include <deque>

#include "builtin/entries.h"
#include "builtin/sketch.h"

namespace avocet {

namespace {

// ---- One pattern -----------------------------------------------------------------------------

// The class behind a "[" at `at`: whether it holds `c`, and where it ends. npos: it never ends, and
// the bracket means itself.
struct ClassMatch {
  bool holds = false;
  size_t end = std::string_view::npos;
};

ClassMatch match_class(std::string_view glob, size_t at, uint8_t c) {
  size_t i = at + 1;
  bool negated = i < glob.size() && (glob[i] == '!' || glob[i] == '^');
  if (negated) ++i;
  bool holds = false;
  for (size_t first = i; i < glob.size(); ++i) {
    if (glob[i] == ']' && i > first) return {holds != negated, i + 1};
    if (glob[i] == '\\' && i + 1 < glob.size()) ++i;
    uint8_t low = uint8_t(glob[i]), high = low;
    if (i + 2 < glob.size() && glob[i + 1] == '-' && glob[i + 2] != ']') {
      i += 2;
      high = uint8_t(glob[i]);
    }
    holds |= low <= c && c <= high;
  }
  return {};
}

// One step of the pattern against one byte: where the pattern goes on, or npos.
size_t match_one(std::string_view glob, size_t at, uint8_t c) {
  if (glob[at] == '?') return at + 1;
  if (glob[at] == '[') {
    ClassMatch found = match_class(glob, at, c);
    if (found.end != std::string_view::npos)
      return found.holds ? found.end : std::string_view::npos;
  }
  if (glob[at] == '\\' && at + 1 < glob.size()) ++at;
  return uint8_t(glob[at]) == c ? at + 1 : std::string_view::npos;
}

// The whole text. Only the last star is ever tried again: at most one pass over the text for each
// byte of it.
bool matches(std::string_view glob, std::string_view text) {
  constexpr size_t kNone = std::string_view::npos;
  size_t g = 0, t = 0, star = kNone, resume = 0;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = ++g;
      resume = t;
      continue;
    }
    size_t next = g < glob.size() ? match_one(glob, g, uint8_t(text[t])) : kNone;
    if (next != kNone) {
      g = next;
      ++t;
    } else if (star != kNone) {
      g = star;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

// The longest run of bytes that every match contains.
std::string longest_literal(std::string_view glob) {
  std::string best, run;
  auto end_run = [&] {
    if (run.size() > best.size()) best = run;
    run.clear();
  };
  for (size_t i = 0; i < glob.size(); ++i) {
    size_t class_end = glob[i] == '[' ? match_class(glob, i, 0).end : std::string_view::npos;
    if (glob[i] == '*' || glob[i] == '?') {
      end_run();
    } else if (class_end != std::string_view::npos) {
      end_run();
      i = class_end - 1;
    } else {
      if (glob[i] == '\\' && i + 1 < glob.size()) ++i;
      run += glob[i];
    }
  }
  end_run();
  return best;
}

// ---- Many ------------------------------------------------------------------------------------

class LiteralFinder {
 public:
  void add(std::string_view literal, uint32_t pattern) {
    uint32_t at = 0;
    for (char c : literal) {
      uint32_t next = child(at, uint8_t(c));
      if (next == 0) {
        next = uint32_t(nodes_.size());
        nodes_.emplace_back();
        nodes_[at].children.push_back({uint8_t(c), next});
      }
      at = next;
    }
    nodes_[at].patterns.push_back(pattern);
  }

  // To be called once, when all are there.
  void link() {
    std::deque<uint32_t> order{0};
    while (!order.empty()) {
      uint32_t at = order.front();
      order.pop_front();
      for (auto [byte, next] : nodes_[at].children) {
        order.push_back(next);
        if (at == 0) continue;
        uint32_t fallback = nodes_[at].fallback;
        while (fallback != 0 && child(fallback, byte) == 0) fallback = nodes_[fallback].fallback;
        nodes_[next].fallback = child(fallback, byte);
        uint32_t f = nodes_[next].fallback;
        nodes_[next].shorter = nodes_[f].patterns.empty() ? nodes_[f].shorter : f;
      }
    }
  }

  // Calls `found` with each pattern whose literal occurs, perhaps more than once.
  template <class Found> void find(std::string_view text, Found found) const {
    uint32_t at = 0;
    for (char c : text) {
      uint32_t next = child(at, uint8_t(c));
      while (next == 0 && at != 0) {
        at = nodes_[at].fallback;
        next = child(at, uint8_t(c));
      }
      at = next;
      for (uint32_t n = nodes_[at].patterns.empty() ? nodes_[at].shorter : at; n != 0;
           n = nodes_[n].shorter)
        for (uint32_t pattern : nodes_[n].patterns) found(pattern);
    }
  }

 private:
  struct Node {
    std::vector<std::pair<uint8_t, uint32_t>> children;
    std::vector<uint32_t> patterns;  // whose literal ends here
    uint32_t fallback = 0;           // the longest other prefix that ends what led here
    uint32_t shorter = 0;            // the next one on that way with patterns
  };
  uint32_t child(uint32_t at, uint8_t byte) const {
    for (auto [b, next] : nodes_[at].children)
      if (b == byte) return next;
    return 0;
  }

  std::vector<Node> nodes_{1};
};

struct ParaglobObject : Opaque {
  // Sorted, each once.
  ParaglobObject(const OpaqueType* of, std::vector<std::string> globs)
      : Opaque(of), patterns(std::move(globs)) {
    for (uint32_t i = 0; i < patterns.size(); ++i) {
      std::string literal = longest_literal(patterns[i]);
      if (literal.empty())
        always.push_back(i);
      else
        finder.add(literal, i);
    }
    finder.link();
  }
  size_t byte_size() const override { return sizeof *this; }
  Opaque* clone(Heap& heap) const override {
    return make_object<ParaglobObject>(heap, type, patterns);
  }

  std::vector<uint32_t> find(std::string_view text) const {
    std::vector<uint32_t> candidates = always;
    finder.find(text, [&](uint32_t pattern) { candidates.push_back(pattern); });
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    std::erase_if(candidates, [&](uint32_t i) { return !matches(patterns[i], text); });
    return candidates;
  }

  std::vector<std::string> patterns;
  std::vector<uint32_t> always;  // without a literal
  LiteralFinder finder;
};

}  // namespace

void register_paraglob(NativeRegistry& registry) {
  registry.add({R"(
## Prepares glob patterns for being matched all at once. ``*`` stands for any bytes, ``?`` for one, ``[a-z]`` for one of
## some, ``[!a-z]`` for one of the others; a backslash takes the meaning off what follows it.
##
## v: A vector of strings.
##
## Example: print paraglob_match(paraglob_init(vector("*.com", "d?g")), "dog");   # [d?g]
global paraglob_init: function(v: any): opaque of paraglob;
)",
                [](NativeCall& call) -> Value {
                  auto [type, value] = call.typed(0);
                  const VectorType* vector = as_vector(type);
                  bool good = vector && (vector->element->kind == TypeKind::kString ||
                                         value.vector()->size == 0);
                  if (!good) return call.fail("paraglob_init() takes a vector of strings");
                  std::vector<std::string> globs;
                  for (uint32_t i = 0; i < value.vector()->size; ++i)
                    if (value.vector()->is_set(i))
                      globs.emplace_back(value.vector()->items[i].string()->view());
                  std::sort(globs.begin(), globs.end());
                  globs.erase(std::unique(globs.begin(), globs.end()), globs.end());
                  return Value::of(make_object<ParaglobObject>(call.heap(), opaque_result(call),
                                                               std::move(globs)));
                }});

  registry.add({R"(
## The patterns that match all of a string, in the order of their bytes.
##
## Example: print paraglob_match(paraglob_init(vector("d*", "c*", "*g")), "dog");   # [*g, d*]
global paraglob_match: function(handle: opaque of paraglob, match: string): string_vec;
)",
                [](NativeCall& call) -> Value {
                  auto* globs = opaque<ParaglobObject>(call, 0);
                  VectorResult found(call);
                  for (uint32_t i : globs->find(call.text(1))) found.add(globs->patterns[i]);
                  return found.take();
                },
                kNoEffects});

  registry.add({R"(
## Whether both were made of the same patterns, in whatever order.
##
## Example: print paraglob_equals(paraglob_init(vector("a", "b")), paraglob_init(vector("b", "a")));   # T
global paraglob_equals: function(p_one: opaque of paraglob, p_two: opaque of paraglob): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(opaque<ParaglobObject>(call, 0)->patterns ==
                                        opaque<ParaglobObject>(call, 1)->patterns);
                },
                kNoEffects});
}

}  // namespace avocet
