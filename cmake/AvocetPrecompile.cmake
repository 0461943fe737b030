# Building everything once, as continuous integration does, takes less time with precompiled headers
# and with several sources of a room compiled as one (what they share is then compiled once). Both are
# off otherwise, since ccache, which is worth more to whoever builds often, cannot look into the
# former, and a missing #include would not be noticed.
#
#   AVOCET_ONCE=1 ./configure      or -DAVOCET_ONCE=ON

set(avocet_once_default OFF)
if("$ENV{AVOCET_ONCE}")
  set(avocet_once_default ON)
endif()
option(AVOCET_ONCE "Precompile headers instead of using ccache: quicker for a build that is made once"
       ${avocet_once_default})
if(AVOCET_ONCE)
  unset(CMAKE_CXX_COMPILER_LAUNCHER)
  unset(CMAKE_C_COMPILER_LAUNCHER)
  unset(CMAKE_CXX_COMPILER_LAUNCHER CACHE)
  unset(CMAKE_C_COMPILER_LAUNCHER CACHE)
endif()

# A library that holds the precompiled form of some headers and nothing else.
function(avocet_precompiled name)
  set(source "${PROJECT_BINARY_DIR}/generated/${name}.cc")
  file(CONFIGURE OUTPUT "${source}" CONTENT "// Carries precompiled headers.\n" @ONLY)
  add_library(${name} OBJECT "${source}")
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_BINARY_DIR}/generated")
  target_link_libraries(${name} PRIVATE avocet_warnings)
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()

if(AVOCET_ONCE)
  # None of ours: whatever compiles with these, compiles without them.
  set(avocet_hot_headers <algorithm> <array> <charconv> <cmath> <deque> <functional> <map> <memory> <optional>
      <set> <span> <string> <string_view> <unordered_map> <utility> <variant> <vector>)
  avocet_precompiled(avocet_precompiled ${avocet_hot_headers})
  if(BUILD_TESTING)
    avocet_precompiled(avocet_precompiled_tests <gtest/gtest.h> <gmock/gmock.h> ${avocet_hot_headers})
    target_link_libraries(avocet_precompiled_tests PRIVATE GTest::gmock)
    target_compile_options(avocet_precompiled_tests PRIVATE -O0)
  endif()
endif()

# avocet_precompile(<target> avocet_precompiled|avocet_precompiled_tests)
function(avocet_precompile target from)
  if(AVOCET_ONCE)
    target_precompile_headers(${target} REUSE_FROM ${from})
  endif()
endfunction()

# avocet_join_sources(<target>): names in the anonymous namespaces of a room are therefore unique there; a
# source for which that cannot be says SKIP_UNITY_BUILD_INCLUSION in the CMakeLists.txt of its room.
function(avocet_join_sources target)
  if(AVOCET_ONCE)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    # A class with members of an anonymous namespace is suspicious in a header only, which the sources
    # now look like.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
endfunction()
