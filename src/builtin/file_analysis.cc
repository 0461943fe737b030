// Files seen in traffic: what scripts ask of them and do with them.

#include "builtin/entries.h"
#include "file/files.h"

namespace avocet {

namespace {

Files* files_of(NativeCall& call) { return call.machine.try_service<Files>(); }

// A Files::AnalyzerArgs, boxed as `any`.
Value arguments_of(NativeCall& call, size_t i) {
  auto [type, value] = call.typed(i);
  return value;
}

void register_file_control(NativeRegistry& registry) {
  registry.add({R"(
## What Files::set_timeout_interval does.
global Files::__set_timeout_interval: function(file_id: string, t: interval): bool;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  return Value::of_bool(files && files->set_timeout(call.text(0), call.real(1)));
                }});

  registry.add({R"(
## What Files::enable_reassembly does.
global Files::__enable_reassembly: function(file_id: string): bool;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  return Value::of_bool(files && files->set_reassembly(call.text(0), true));
                }});

  registry.add({R"(
## What Files::disable_reassembly does.
global Files::__disable_reassembly: function(file_id: string): bool;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  return Value::of_bool(files && files->set_reassembly(call.text(0), false));
                }});

  registry.add({R"(
## What Files::set_reassembly_buffer_size does.
global Files::__set_reassembly_buffer: function(file_id: string, max: count): bool;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  return Value::of_bool(files &&
                                        files->set_reassembly_limit(call.text(0), call.number(1)));
                }});

  registry.add({R"(
## What Files::stop does.
global Files::__stop: function(file_id: string): bool;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  return Value::of_bool(files && files->stop(call.text(0)));
                }});

  registry.add({R"(
## Whether there is such a file now.
global Files::__file_exists: function(fuid: string): bool;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  return Value::of_bool(files && files->find(call.text(0)));
                },
                kNoEffects});

  // Declared in base/frameworks/files.
  registry.add_body(
      "Files::__lookup_file",
      [](NativeCall& call) -> Value {
        Files* files = files_of(call);
        File* file = files ? files->find(call.text(0)) : nullptr;
        if (file) return files->record_of(*file);
        return call.fail("there is no file with the id `" + std::string(call.text(0)) + "`");
      },
      kNoEffects);
}

void register_file_handles(NativeRegistry& registry) {
  registry.add({R"(
## Says, within a handler of get_file_handle, which file the bytes belong to.
##
## handle: Any text that is the same for all bytes of a file; empty to leave them alone.
global set_file_handle: function(handle: string);
)",
                [](NativeCall& call) -> Value {
                  if (Files* files = files_of(call)) files->answer_handle(call.text(0));
                  return Value::null();
                }});
}

void register_file_analyzers(NativeRegistry& registry) {
  registry.add({R"(
## What Files::enable_analyzer does.
global Files::__enable_analyzer: function(tag: Files::Tag): bool;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  if (files) files->enable(call.integer(0), true);
                  return Value::of_bool(files && !files->name_of(call.integer(0)).empty());
                }});

  registry.add({R"(
## What Files::disable_analyzer does.
global Files::__disable_analyzer: function(tag: Files::Tag): bool;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  if (files) files->enable(call.integer(0), false);
                  return Value::of_bool(files && !files->name_of(call.integer(0)).empty());
                }});

  registry.add({R"(
## What Files::analyzer_enabled does.
global Files::__analyzer_enabled: function(tag: Files::Tag): bool;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  return Value::of_bool(files && files->is_enabled(call.integer(0)));
                },
                kNoEffects});

  registry.add({R"(
## What Files::analyzer_name does.
global Files::__analyzer_name: function(tag: Files::Tag): string;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  return call.make_string(files ? files->name_of(call.integer(0)) : "");
                },
                kNoEffects});

  registry.add({R"(
## What Files::add_analyzer does.
global Files::__add_analyzer: function(file_id: string, tag: Files::Tag, args: any): bool;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  return Value::of_bool(files && files->add_analyzer(call.text(0), call.integer(1),
                                                                     arguments_of(call, 2)));
                }});

  registry.add({R"(
## What Files::remove_analyzer does.
global Files::__remove_analyzer: function(file_id: string, tag: Files::Tag, args: any): bool;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  return Value::of_bool(
                      files &&
                      files->remove_analyzer(call.text(0), call.integer(1), arguments_of(call, 2)));
                }});

  registry.add({R"(
## What FileExtract::set_limit does.
global FileExtract::__set_limit: function(file_id: string, args: any, n: count): bool;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  const EnumType* tags = as_enum(call.program().find_type("Files::Tag"));
                  const EnumLabel* tag = tags ? tags->find("Files::ANALYZER_EXTRACT") : nullptr;
                  if (!files || !tag) return Value::of_bool(false);
                  FileAnalyzer* found =
                      files->analyzer(call.text(0), tag->value, arguments_of(call, 1));
                  return Value::of_bool(found && set_extraction_limit(*found, call.number(2)));
                }});
}

void register_file_types(NativeRegistry& registry) {
  registry.add({R"(
## What kind of file some bytes are the begin of, by its MIME type.
##
## return_mime: Kept for old scripts.
## Returns: "<unknown>" if it is not known.
global identify_data: function(data: string, return_mime: bool &default=T): string;
)",
                [](NativeCall& call) -> Value {
                  Files* files = files_of(call);
                  auto guesses = files ? files->guess(call.text(0)) : std::vector<MimeGuess>();
                  return call.make_string(guesses.empty() ? "<unknown>" : guesses.front().first);
                },
                kNoEffects});

  registry.add({R"(
## The MIME types of every kind of file that some bytes may be the begin of, the surest first.
global file_magic: function(data: string): mime_matches;
)",
                [](NativeCall& call) -> Value {
                  VectorResult matches(call);
                  Files* files = files_of(call);
                  if (!files) return matches.take();
                  for (auto& [type, strength] : files->guess(call.text(0))) {
                    RecordResult match(call, "mime_match");
                    match.set("strength", Value::of_int(strength)).set("mime", type);
                    matches.add(match.take());
                  }
                  return matches.take();
                },
                kNoEffects});
}

}  // namespace

void register_file_analysis(NativeRegistry& registry) {
  register_file_types(registry);
  register_file_handles(registry);
  register_file_control(registry);
  register_file_analyzers(registry);
}

}  // namespace avocet
