# Writes a number that stands for some files, for a build step:
#
#   cmake -DOUT=<file to write> "-DFILES=<list>" -DNAME=<constant> -P SourcesFingerprint.cmake
#
# defines `constexpr uint64_t NAME`. The number depends on what the files hold and how they are
# called, not on where they lie.
set(all "")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  file(SHA256 "${file}" hash)
  string(APPEND all "${name} ${hash}\n")
endforeach()
string(SHA256 hash "${all}")
string(SUBSTRING "${hash}" 0 16 number)
file(WRITE "${OUT}" "constexpr uint64_t ${NAME} = 0x${number}u;\n")
