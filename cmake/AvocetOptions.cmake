# Compiler settings shared by every target. The presets choose among the cache variables below.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

set(AVOCET_SANITIZE "" CACHE STRING "Sanitizers for all code: 'address;undefined' or 'thread'")
option(AVOCET_WERROR "Treat warnings as errors" OFF)
option(AVOCET_FUZZ "Build the fuzz targets with libFuzzer (clang only)" OFF)
option(AVOCET_COVERAGE "Count executed lines with gcov" OFF)
option(AVOCET_TIDY "Run clang-tidy on every source" OFF)

# Lines and names are enough for stack traces and sanitizer reports; whole types would double what
# the compiler writes.
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

# Every target of ours links this one; external code and generated parsers do not get the warnings.
add_library(avocet_warnings INTERFACE)
target_compile_options(avocet_warnings INTERFACE -Wall -Wextra -Wpedantic -Wno-missing-field-initializers
                       $<$<CXX_COMPILER_ID:Clang>:-Wno-nested-anon-types>)
if(AVOCET_WERROR)
  target_compile_options(avocet_warnings INTERFACE -Werror)
endif()

if(AVOCET_SANITIZE)
  list(JOIN AVOCET_SANITIZE "," avocet_sanitizers)
  add_compile_options(-fsanitize=${avocet_sanitizers} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${avocet_sanitizers})
  if("address" IN_LIST AVOCET_SANITIZE AND NOT AVOCET_FUZZ)
    # The addresses in what ASan registers would be written anew at each start, a third of what
    # `avocet --version` takes.
    add_link_options(-no-pie)
  endif()
  if("undefined" IN_LIST AVOCET_SANITIZE)
    add_compile_options(-fno-sanitize-recover=undefined)
    # With GCC the first three are a good part of the time that sources take to compile, two thirds
    # of vm/dispatch.cc's, and the last writes nine tenths of the data that each program brings and
    # registers when it starts, half of the time of `avocet --version`. Where a null pointer is read, ASan
    # tells, too; the fuzz targets, which Clang builds, look for all of them.
    add_compile_options(
      $<$<CXX_COMPILER_ID:GNU>:-fno-sanitize=null,alignment,object-size,pointer-overflow>)
  endif()
endif()
if(AVOCET_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(AVOCET_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
if(AVOCET_TIDY)
  find_program(AVOCET_CLANG_TIDY NAMES clang-tidy-14 clang-tidy REQUIRED)
  set(CMAKE_CXX_CLANG_TIDY "${AVOCET_CLANG_TIDY}" --quiet)
endif()

find_program(AVOCET_CCACHE ccache)
if(AVOCET_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${AVOCET_CCACHE}")
  set(CMAKE_C_COMPILER_LAUNCHER "${AVOCET_CCACHE}")
endif()

# The quickest linker present; any of them will do.
find_program(AVOCET_LINKER NAMES ld.mold ld.lld ld.gold)
if(AVOCET_LINKER)
  get_filename_component(avocet_linker_name "${AVOCET_LINKER}" NAME)
  string(REPLACE "ld." "" avocet_linker_name "${avocet_linker_name}")
  add_link_options(-fuse-ld=${avocet_linker_name})
endif()
