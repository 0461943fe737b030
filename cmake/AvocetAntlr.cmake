# avocet_antlr4(<out-variable> GRAMMAR <file.g4> OUTPUT <dir> [NAMESPACE <ns>] [TOKENS <dir>]
#               [LIB <dir>] [DEPENDS <file>...] [LISTENER] [VISITOR])
#
# Generates C++ from one lexer or parser grammar at build time with the packaged `antlr4` program.
# <out-variable> receives the generated .cpp and .h. LIB is where imported grammars and token files
# are looked up; name the lexer's output folder there when the grammar is a parser, and one of the
# lexer's outputs in DEPENDS.
function(avocet_antlr4 out)
  cmake_parse_arguments(arg "LISTENER;VISITOR" "GRAMMAR;OUTPUT;NAMESPACE;LIB" "DEPENDS" ${ARGN})
  find_program(ANTLR4_PROGRAM antlr4 REQUIRED)
  get_filename_component(grammar "${arg_GRAMMAR}" ABSOLUTE)
  get_filename_component(name "${arg_GRAMMAR}" NAME_WE)
  set(flags -Dlanguage=Cpp -Xexact-output-dir -o "${arg_OUTPUT}" -encoding UTF-8)
  if(arg_NAMESPACE)
    list(APPEND flags -package "${arg_NAMESPACE}")
  endif()
  if(arg_LIB)
    list(APPEND flags -lib "${arg_LIB}")
  endif()
  set(outputs "${arg_OUTPUT}/${name}.cpp" "${arg_OUTPUT}/${name}.h")
  set(extras "${arg_OUTPUT}/${name}.tokens" "${arg_OUTPUT}/${name}.interp")
  if(arg_LISTENER)
    list(APPEND flags -listener)
    list(APPEND outputs "${arg_OUTPUT}/${name}Listener.cpp" "${arg_OUTPUT}/${name}Listener.h")
  else()
    list(APPEND flags -no-listener)
  endif()
  if(arg_VISITOR)
    list(APPEND flags -visitor)
    list(APPEND outputs "${arg_OUTPUT}/${name}Visitor.cpp" "${arg_OUTPUT}/${name}Visitor.h")
  else()
    list(APPEND flags -no-visitor)
  endif()
  add_custom_command(
    OUTPUT ${outputs} ${extras}
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${arg_OUTPUT}"
    COMMAND "${ANTLR4_PROGRAM}" ${flags} "${grammar}"
    DEPENDS "${grammar}" ${arg_DEPENDS}
    COMMENT "Generating ${name} from its grammar"
    VERBATIM)
  set(${out} ${outputs} PARENT_SCOPE)
endfunction()
