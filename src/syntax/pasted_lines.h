// Lines that stand twice, right behind each other: a block that was pasted once too often, or a
// part of it. What is wrong with the second, and where it begins and ends, is one mistake.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/diagnostic.h"
#include "base/source.h"

namespace avocet {

// Offsets in a text.
struct PastedLines {
  size_t begin;
  size_t end;
};

// The repetition that the line at an offset belongs to, or that begins right behind that line or
// ends right before it.
std::optional<PastedLines> pasted_lines(std::string_view text, size_t at);

// Whether an error in the lines around `span` that were pasted was reported already.
bool is_paste_told(const DiagnosticSink& sink, const Source& source, Span span);

}  // namespace avocet
