# Rooms: how the folders below src/ become libraries, tests and one program.
#
# A room is a folder with a CMakeLists.txt of one line:
#
#   avocet_room(DEPS type base LIBS fmt)
#
# src/a/b becomes the static library avocet_a_b from every *.cc there (an INTERFACE library while it
# has headers only), its *_test.cc become the program a_b_test, its *_fuzz.cc one program each.
# DEPS names rooms by path, LIBS external libraries by the short names of AvocetDependencies.cmake.
# Linking happens after all rooms are known, so no order has to be kept anywhere.
#
# A leaf is a room in one of the families of AVOCET_LEAF_FAMILIES. It defines one function,
# register_<folder name>(<registry of its family>&). A group of builtins is one file
# src/builtin/<group>.cc that defines register_<group>; one with a header of its name may define none,
# and is what groups share. For each family a list is generated,
#
#   generated/protocol/leaves.inc         AVOCET_LEAF(dns) ...
#   generated/logging/writer/leaves.inc   AVOCET_LEAF(ascii) ...
#   generated/builtin/groups.inc          AVOCET_BUILTIN_GROUP(string_functions) ...
#
# which the composition root expands into declarations and calls:
#
#   #define AVOCET_LEAF(name) void register_##name(ProtocolRegistry&);
#   #include "protocol/leaves.inc"
#
# A room that says DEPS leaves links all of them and the builtins. A leaf that defines no such
# function fails the configuring, as does a folder with sources and no CMakeLists.txt.

set(AVOCET_LEAF_FAMILIES protocol logging/writer input/reader)
set(AVOCET_GENERATED_DIR "${PROJECT_BINARY_DIR}/generated")
file(MAKE_DIRECTORY "${AVOCET_GENERATED_DIR}")

# Sources, tests and fuzz targets of the calling folder, into three variables of the caller.
macro(avocet_glob_sources)
  file(GLOB room_sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  set(room_tests ${room_sources})
  list(FILTER room_tests INCLUDE REGEX "_test\\.cc$")
  set(room_fuzzers ${room_sources})
  list(FILTER room_fuzzers INCLUDE REGEX "_fuzz\\.cc$")
  list(FILTER room_sources EXCLUDE REGEX "_(test|fuzz)\\.cc$")
endmacro()

# avocet_room([DEPS <room path>...] [LIBS <external>...] [SOURCES <generated file>...])
function(avocet_room)
  cmake_parse_arguments(arg "" "" "DEPS;LIBS;SOURCES" ${ARGN})
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "avocet_room: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  file(RELATIVE_PATH path "${PROJECT_SOURCE_DIR}/src" "${CMAKE_CURRENT_SOURCE_DIR}")
  string(REPLACE "/" "_" name "${path}")
  set(target "avocet_${name}")

  avocet_glob_sources()
  set(main "${PROJECT_SOURCE_DIR}/src/tool/main.cc")
  list(REMOVE_ITEM room_sources "${main}")
  list(APPEND room_sources ${arg_SOURCES})

  if(room_sources)
    add_library(${target} STATIC ${room_sources})
    set(scope PUBLIC)
    target_link_libraries(${target} PRIVATE avocet_warnings)
    avocet_precompile(${target} avocet_precompiled)
    avocet_join_sources(${target})
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${target} ${scope} "${PROJECT_SOURCE_DIR}/src" "${AVOCET_GENERATED_DIR}")
  foreach(lib IN LISTS arg_LIBS)
    if(TARGET avocet_ext_${lib})
      set(lib avocet_ext_${lib})
    endif()
    target_link_libraries(${target} ${scope} ${lib})
  endforeach()

  set_property(GLOBAL APPEND PROPERTY AVOCET_ROOMS "${path}")
  set_property(GLOBAL PROPERTY AVOCET_DEPS_${name} "${arg_DEPS}")

  if(room_tests AND BUILD_TESTING)
    avocet_test_program(${name}_test ${target} ${room_tests})
  endif()
  foreach(fuzzer IN LISTS room_fuzzers)
    avocet_fuzz_program("${fuzzer}" ${target})
  endforeach()
  if(EXISTS "${main}" AND path STREQUAL "tool")
    add_executable(avocet "${main}")
    target_link_libraries(avocet PRIVATE ${target} avocet_warnings)
    set_target_properties(avocet PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
    # The C++ runtime goes into the program: as a shared library it has thousands of symbols to be
    # looked up at each start. Sanitizers bring it with them, shared.
    if(NOT AVOCET_SANITIZE)
      target_link_options(avocet PRIVATE -static-libstdc++ -static-libgcc)
    endif()
  endif()
endfunction()

# One GoogleTest program, run as one test: starting it once is quicker than once for each case.
function(avocet_test_program name target)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE ${target} GTest::gmock_main avocet_warnings)
  target_compile_definitions(${name} PRIVATE AVOCET_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  # A test body is read by people, not optimised: the macros dominate its compile time.
  if(NOT AVOCET_COVERAGE)
    target_compile_options(${name} PRIVATE -O0)
    avocet_precompile(${name} avocet_precompiled_tests)
    avocet_join_sources(${name})
  endif()
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${PROJECT_BINARY_DIR}")
  set_tests_properties(${name} PROPERTIES TIMEOUT 300)
  set_property(GLOBAL APPEND PROPERTY AVOCET_TEST_PROGRAMS ${name})
endfunction()

# A fuzz target: under libFuzzer in the fuzz preset, elsewhere a program that replays its corpus.
function(avocet_fuzz_program source)
  get_filename_component(name "${source}" NAME_WE)
  set(replay "${PROJECT_SOURCE_DIR}/testing/fuzz/replay_main.cc")
  if(AVOCET_FUZZ)
    add_executable(${name} "${source}")
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  elseif(BUILD_TESTING AND EXISTS "${replay}")
    if(NOT TARGET avocet_replay)
      add_library(avocet_replay OBJECT "${replay}")
      target_link_libraries(avocet_replay PRIVATE avocet_warnings)
    endif()
    add_executable(${name} "${source}")
    target_link_libraries(${name} PRIVATE avocet_replay)
    file(STRINGS "${PROJECT_SOURCE_DIR}/testing/fuzz/seeds.txt" seeds REGEX "^${name} ")
    string(REGEX REPLACE "^${name} +" "" seeds "${seeds}")
    separate_arguments(seeds)
    add_test(NAME ${name} COMMAND ${name} ${seeds} testing/fuzz/corpus/${name} testing/fuzz/crashers/${name}
             WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set_tests_properties(${name} PROPERTIES TIMEOUT 600)
  else()
    return()
  endif()
  target_link_libraries(${name} PRIVATE ${ARGN} avocet_warnings)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/testing")
  target_compile_definitions(${name} PRIVATE AVOCET_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/fuzz")
  set_property(GLOBAL APPEND PROPERTY AVOCET_FUZZ_PROGRAMS ${name})
endfunction()

# Adds every room below src/, then ties them together.
function(avocet_add_rooms)
  file(GLOB_RECURSE lists CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/*/CMakeLists.txt")
  # Ninja begins with what is added first: vm/dispatch.cc, which takes longest, should not be what all
  # else waits for in the end.
  list(SORT lists ORDER DESCENDING)
  foreach(list IN LISTS lists)
    get_filename_component(folder "${list}" DIRECTORY)
    add_subdirectory("${folder}")
  endforeach()
  avocet_check_folders()
  avocet_write_leaf_lists()
  avocet_link_rooms()
endfunction()

# Sources outside a room would silently not be built. A folder called generator holds a program that
# the room above it runs at build time, and belongs to that room's CMakeLists.txt.
function(avocet_check_folders)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/*.cc")
  set(folders "")
  foreach(source IN LISTS sources)
    get_filename_component(folder "${source}" DIRECTORY)
    list(APPEND folders "${folder}")
  endforeach()
  list(REMOVE_DUPLICATES folders)
  foreach(folder IN LISTS folders)
    if(NOT EXISTS "${folder}/CMakeLists.txt" AND NOT folder MATCHES "/generator$")
      avocet_layout_error("${folder} has sources and no CMakeLists.txt that calls avocet_room()")
    endif()
  endforeach()
endfunction()

# All mistakes of one run are reported, then configuring fails.
function(avocet_layout_error text)
  message(SEND_ERROR "${text}")
endfunction()

function(avocet_require_registration file function)
  file(STRINGS "${file}" found REGEX "void register_${function}\\(" LIMIT_COUNT 1)
  set(found "${found}" PARENT_SCOPE)
endfunction()

function(avocet_write_leaf_lists)
  get_property(rooms GLOBAL PROPERTY AVOCET_ROOMS)
  set(libraries "")
  foreach(family IN LISTS AVOCET_LEAF_FAMILIES)
    set(lines "")
    foreach(room IN LISTS rooms)
      if(NOT room MATCHES "^${family}/([^/]+)$")
        continue()
      endif()
      set(leaf "${CMAKE_MATCH_1}")
      avocet_check_leaf("${room}" "${leaf}")
      string(APPEND lines "AVOCET_LEAF(${leaf})\n")
      string(REPLACE "/" "_" name "${room}")
      list(APPEND libraries avocet_${name})
    endforeach()
    avocet_write_if_different("${family}/leaves.inc" "${lines}")
  endforeach()

  file(GLOB groups CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/builtin/*.cc")
  list(FILTER groups EXCLUDE REGEX "_(test|fuzz)\\.cc$")
  set(lines "")
  foreach(group IN LISTS groups)
    get_filename_component(name "${group}" NAME_WE)
    avocet_require_registration("${group}" "${name}")
    if(found)
      string(APPEND lines "AVOCET_BUILTIN_GROUP(${name})\n")
    elseif(NOT EXISTS "${PROJECT_SOURCE_DIR}/src/builtin/${name}.h")
      avocet_layout_error("src/builtin/${name}.cc does not define void register_${name}(...)")
    endif()
  endforeach()
  avocet_write_if_different("builtin/groups.inc" "${lines}")
  if(TARGET avocet_builtin)
    list(APPEND libraries avocet_builtin)
  endif()

  add_library(avocet_leaves INTERFACE)
  target_link_libraries(avocet_leaves INTERFACE ${libraries})
endfunction()

# Some source of the leaf must define its registration, and some test must exist.
function(avocet_check_leaf room leaf)
  file(GLOB sources "${PROJECT_SOURCE_DIR}/src/${room}/*.cc")
  set(registered FALSE)
  foreach(source IN LISTS sources)
    avocet_require_registration("${source}" "${leaf}")
    if(found)
      set(registered TRUE)
    endif()
  endforeach()
  if(NOT registered)
    avocet_layout_error("leaf src/${room} does not define void register_${leaf}(...)")
  endif()
  list(FILTER sources INCLUDE REGEX "_test\\.cc$")
  if(NOT sources)
    avocet_layout_error("leaf src/${room} has no *_test.cc")
  endif()
endfunction()

function(avocet_write_if_different path text)
  file(CONFIGURE OUTPUT "${AVOCET_GENERATED_DIR}/${path}"
       CONTENT "// Generated from the folders below src/ when configuring.\n${text}" @ONLY)
endfunction()

function(avocet_link_rooms)
  get_property(rooms GLOBAL PROPERTY AVOCET_ROOMS)
  foreach(room IN LISTS rooms)
    string(REPLACE "/" "_" name "${room}")
    get_target_property(type avocet_${name} TYPE)
    set(scope PUBLIC)
    if(type STREQUAL "INTERFACE_LIBRARY")
      set(scope INTERFACE)
    endif()
    get_property(deps GLOBAL PROPERTY AVOCET_DEPS_${name})
    foreach(dep IN LISTS deps)
      string(REPLACE "/" "_" dep_name "${dep}")
      if(TARGET avocet_${dep_name})
        target_link_libraries(avocet_${name} ${scope} avocet_${dep_name})
      else()
        avocet_layout_error("src/${room} depends on src/${dep}, which is not a room")
      endif()
    endforeach()
  endforeach()
endfunction()
