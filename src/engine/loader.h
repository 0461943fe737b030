// Loader: from the names of scripts to a program, with a machine that holds its globals.
//
// Files are read item by item: each declaration is checked and compiled before the next is parsed,
// so that conditional directives see what was declared so far. A condition that needs a value (a
// call, a redefined constant) is compiled and run on the world's own machine, after the
// initialisers before it.
//
// Order: base/init-bare.zeek (which loads the declarations of natives, the virtual script base/bif,
// behind the types they need), then base/init-default.zeek unless bare, then what the user named,
// then texts given with -e, then settings, then prefixed scripts.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "bytecode/program.h"
#include "compiler/compiler.h"
#include "engine/file_index.h"
#include "engine/image_store.h"
#include "engine/options.h"
#include "engine/script_copies.h"
#include "engine/script_path.h"
#include "engine/shipped_names.h"
#include "sema/checker.h"
#include "syntax/image.h"
#include "syntax/script_reader.h"
#include "vm/machine.h"
#include "vm/native.h"

namespace avocet {

// A file of signatures and the place that asked for it (unknown on the command line).
struct SignatureFile {
  std::string path;
  Span from{};
};

class Loader : ConditionOracle, sema::Host {
 public:
  // `listener`, if given, hears of everything that the compiler is given.
  // All arguments outlive the loader; `machine` runs `program`. The loader outlives the program's
  // last run.
  Loader(Program& program, Machine& machine, const NativeRegistry& natives, SourceMap& sources,
         DiagnosticSink& sink, const LoadOptions& options, tree::Consumer* listener = nullptr);
  ~Loader() override;

  // Loads everything that the options name and finishes the program. Mistakes are in the sink; with
  // errors among them the program must not be run.
  void load() {
    load_base();
    load_named_by_user();
  }
  // The same in two steps: what comes with every world, and the rest.
  void load_base();
  void load_named_by_user();

  // The files loaded, in order, as the user would name them.
  const std::vector<std::string>& loaded_files() const { return loaded_names_; }
  // How many files deep each of them was loaded: 0 for what was named by the user.
  const std::vector<uint32_t>& load_depths() const { return loaded_depths_; }
  // The texts that the user named, also where they come with every world; those they load
  // themselves are not among them.
  const std::vector<SourceId>& user_sources() const { return user_sources_; }
  // Whether a known place is in one of these, or in what is there because of them.
  bool is_users(Span place) const;
  // Whether a place is in a script that comes with the program.
  bool is_shipped(Span place) const;
  // In the order they were named.
  const std::vector<SignatureFile>& signature_files() const { return signature_files_; }
  const ScriptPath& path() const { return path_; }
  const sema::Checker& checker() const { return checker_; }
  Compiler& compiler() { return compiler_; }

 private:
  // ConditionOracle.
  bool decide(NodeRef condition) override;
  bool is_defined(std::string_view name) override;
  void miss_branch() override { checker_.miss_branch(); }
  // sema::Host.
  bool is_native(std::string_view name) const override;
  std::optional<Value> evaluate(tree::Expr* expr) override;
  std::string script_of(std::string_view name) override { return shipped_.script_of(name); }
  std::string script_of_field(std::string_view record, std::string_view field) override {
    return shipped_.script_of_field(record, field);
  }

  class Tee;

  void load_named(const std::string& name, Span from, std::string_view folder);
  bool finds_shipped_scripts(const std::string& begin);
  void load_builtins();
  void load_file(const std::string& path, const std::string& shown);
  void load_text(std::string shown, std::string text);
  void read_items(SourceId source, sema::Cause* cause = nullptr);
  void read_loads(SourceId source);
  sema::Cause* blame_copy(const ScriptCopies::Script& script);
  static const Source* source_of(const std::string& real, const SourceMap& among);
  void take_item(NodeRef item, std::string_view folder);
  void take_deprecated(NodeRef item);
  void take_load(NodeRef item, std::string_view folder);
  void take_prefixes(NodeRef item);
  void take_signatures(const std::string& name, Span from, std::string_view folder);
  void load_settings();
  void load_prefixed();
  // Lets natives find the types of scripts by name.
  void name_types();
  void join_tags();
  bool is_folder(const std::string& name, std::string_view beside) const;
  void note_user_source(const std::string& real);
  void report_missing(std::string_view what, const std::string& name, Span from,
                      std::string_view folder);
  void tell_missing(Severity severity, std::string_view what, const std::string& name, Span from,
                    std::string_view folder);

  Program& program_;
  Machine& machine_;
  const NativeRegistry& natives_;
  SourceMap& sources_;
  DiagnosticSink& sink_;
  const LoadOptions& options_;
  Compiler compiler_;
  std::unique_ptr<Tee> tee_;
  sema::Checker checker_;
  FileIndex files_;
  ScriptPath path_;
  ScriptCopies copies_;
  std::unordered_map<std::string, sema::Cause> blamed_copies_;  // by folder
  ShippedNames shipped_;
  struct FoundImage {
    ScriptImage* image = nullptr;  // null: there is none
    bool is_ours = false;          // made by us, from a script without errors
  };
  FoundImage find_image(SourceId source);
  // Makes images of what had none, for the next start.
  void keep_images();
  void fill_shelf();

  ImageStore images_;
  std::vector<std::unique_ptr<ScriptImage>> mapped_;
  std::vector<SourceId> without_image_;
  Fingerprint shelf_;                // of the images of what comes with every world
  std::vector<SourceId> for_shelf_;  // whose images belong there
  bool shelf_is_complete_ = true;
  std::vector<std::unique_ptr<ScriptReader>> readers_;  // their trees live as long as the loader
  std::unordered_set<std::string> loaded_;              // real paths, and names of virtual scripts
  std::unordered_set<std::string> unloaded_;            // real paths that @unload named
  std::vector<std::string> loaded_names_;
  std::vector<uint32_t> loaded_depths_;  // as many
  std::optional<NodeRef> load_site_;     // the @load that is being obeyed
  std::vector<std::string> prefixes_;
  std::vector<Returned> kept_;  // values that evaluate() lent
  std::vector<SignatureFile> signature_files_;
  std::vector<SourceId> user_sources_;
  uint32_t user_begin_ = 0;
  bool base_loaded_ = false;
  bool lacks_shipped_ = false;  // one of ours cannot be read: nothing is right without it
  int depth_ = 0;
};

}  // namespace avocet
