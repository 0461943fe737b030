# External libraries, each once, under the short names that avocet_room(LIBS ...) takes:
# boost pcap sqlite fmt openssl zlib cli11 resolv maxminddb antlr4. They are SYSTEM: their headers never warn.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
# Debian 12 carries 1.74 and 1.81 side by side; the tables need 1.81 (unordered_flat_map).
find_package(Boost 1.81 REQUIRED)
find_package(fmt REQUIRED)

# Loading shared libraries is a third of a start, so what there are archives of is linked in.
option(AVOCET_STATIC_LIBRARIES "Link archives of OpenSSL, zlib, SQLite and maxminddb where there are some" ON)

# avocet_archive(<file> <variable>): where it lies, false if nowhere or nobody wants it.
function(avocet_archive file variable)
  string(MAKE_C_IDENTIFIER "AVOCET_${file}" found)
  find_library(${found} ${file})
  mark_as_advanced(${found})
  set(${variable} FALSE PARENT_SCOPE)
  if(AVOCET_STATIC_LIBRARIES AND ${found})
    set(${variable} "${${found}}" PARENT_SCOPE)
  endif()
endfunction()

avocet_archive(libcrypto.a OPENSSL_USE_STATIC_LIBS)
find_package(OpenSSL REQUIRED)
avocet_archive(libz.a ZLIB_USE_STATIC_LIBS)
find_package(ZLIB REQUIRED)
find_package(CLI11 REQUIRED)
pkg_check_modules(PCAP REQUIRED IMPORTED_TARGET libpcap)
if(BUILD_TESTING)
  find_package(GTest REQUIRED)
endif()

# avocet_external(<short name> <imported target>...)
function(avocet_external name)
  add_library(avocet_ext_${name} INTERFACE)
  target_link_libraries(avocet_ext_${name} INTERFACE ${ARGN})
endfunction()

# avocet_packaged(<short name> <pkg-config name> <archive>): the archive, or else the shared library.
function(avocet_packaged name package archive)
  string(TOUPPER ${name} prefix)
  pkg_check_modules(${prefix} REQUIRED IMPORTED_TARGET ${package})
  avocet_archive(${archive} found)
  if(found)
    avocet_external(${name} "${found}")
    target_include_directories(avocet_ext_${name} SYSTEM INTERFACE ${${prefix}_INCLUDE_DIRS})
  else()
    avocet_external(${name} PkgConfig::${prefix})
  endif()
endfunction()

avocet_external(boost Boost::headers)
target_compile_definitions(avocet_ext_boost INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_ALL_NO_LIB)
# Only its headers: it is loaded when it is needed (src/capture/pcap_library.h).
avocet_external(pcap ${CMAKE_DL_LIBS})
target_include_directories(avocet_ext_pcap SYSTEM INTERFACE ${PCAP_INCLUDE_DIRS})
avocet_packaged(sqlite sqlite3 libsqlite3.a)
# Compiled in: four files use it, and the library would bring the shared C++ runtime with it.
avocet_external(fmt fmt::fmt-header-only)
avocet_external(openssl OpenSSL::Crypto)
avocet_external(zlib ZLIB::ZLIB)
avocet_external(cli11 CLI11::CLI11)
avocet_external(threads Threads::Threads)
# Of the C library: answers of name servers.
avocet_external(resolv resolv)
avocet_packaged(maxminddb libmaxminddb libmaxminddb.a)

# The packaged antlr4 configuration insists on a jar and on uuid's pkg-config file, so the runtime
# is looked up directly. Its headers are visible to the one room that links 'antlr4'.
find_path(ANTLR4_INCLUDE_DIR antlr4-runtime.h PATH_SUFFIXES antlr4-runtime REQUIRED)
find_library(ANTLR4_LIBRARY antlr4-runtime REQUIRED)
avocet_external(antlr4 "${ANTLR4_LIBRARY}" Threads::Threads)
target_include_directories(avocet_ext_antlr4 SYSTEM INTERFACE "${ANTLR4_INCLUDE_DIR}")
# The 4.9 runtime was written before C++20 gave u8 literals a type of their own.
target_compile_options(avocet_ext_antlr4 INTERFACE -fno-char8_t)
