// The words of the Zeek language.
//
// This grammar is compiled to one table at build time (src/syntax/generator) that works on bytes:
// a byte of 0x80 and above is a character of its own, allowed in strings, patterns and comments.
// The longest match wins, among equally long ones the rule that stands first; no rule has an
// action or a predicate. Four decisions need the token before. They are made between lexer and
// parser (src/syntax/steering.h), which may
//   - ask for the next token in another mode: PATTERN_MODE where an operand may begin, LINE_MODE
//     behind a directive that takes the rest of its line;
//   - cut a token short: '?as' before a letter, an address in brackets where an index begins;
//   - give a token one of the types of the `tokens` section, which no rule makes.
lexer grammar ZeekLexer;

tokens {
    SIZE_OPEN,      // the '|' that opens |e|
    SIZE_CLOSE,     // the '|' that closes it
    LOCAL_BINDING   // 'local' within parentheses, as in when ( (local x = f()) == 1 )
}

// ---- What only people read --------------------------------------------------------------------

WHITE_SPACE : [ \t\r\n\f\u000B]+ -> channel(HIDDEN) ;
COMMENT     : '#' ~[\n]* -> channel(HIDDEN) ;

// ---- Directives ---------------------------------------------------------------------------------
// The first group decides what is read at all, the second takes the rest of the line.

AT_IF      : '@if' ;
AT_IFDEF   : '@ifdef' ;
AT_IFNDEF  : '@ifndef' ;
AT_ELSE    : '@else' ;
AT_ENDIF   : '@endif' ;

AT_LOAD        : '@load' ;
AT_LOAD_SIGS   : '@load-sigs' ;
AT_LOAD_PLUGIN : '@load-plugin' ;
AT_UNLOAD      : '@unload' ;
AT_PREFIXES    : '@prefixes' ;
AT_DEPRECATED  : '@deprecated' ;
AT_PRAGMA      : '@pragma' ;

// These two are operands: the folder and the name of the file they stand in.
AT_DIR      : '@DIR' ;
AT_FILENAME : '@FILENAME' ;

AT_UNKNOWN  : '@' [-A-Za-z_]* ;

// ---- Key words ----------------------------------------------------------------------------------

ADD         : 'add' ;
ADDR        : 'addr' ;
ANY         : 'any' ;
AS          : 'as' ;
ASSERT      : 'assert' ;
BOOL        : 'bool' ;
BREAK       : 'break' ;
CASE        : 'case' ;
CONST       : 'const' ;
COPY        : 'copy' ;
COUNT       : 'count' ;
DEFAULT     : 'default' ;
DELETE      : 'delete' ;
DOUBLE      : 'double' ;
ELSE        : 'else' ;
ENUM        : 'enum' ;
EVENT       : 'event' ;
EXPORT      : 'export' ;
FALLTHROUGH : 'fallthrough' ;
FALSE       : 'F' ;
FILE        : 'file' ;
FOR         : 'for' ;
FUNCTION    : 'function' ;
GLOBAL      : 'global' ;
HOOK        : 'hook' ;
IF          : 'if' ;
IN          : 'in' ;
INT         : 'int' ;
INTERVAL    : 'interval' ;
IS          : 'is' ;
LOCAL       : 'local' ;
MODULE      : 'module' ;
NEXT        : 'next' ;
OF          : 'of' ;
OPAQUE      : 'opaque' ;
OPTION      : 'option' ;
PATTERN     : 'pattern' ;
PORT        : 'port' ;
PRINT       : 'print' ;
RECORD      : 'record' ;
REDEF       : 'redef' ;
RETURN      : 'return' ;
SCHEDULE    : 'schedule' ;
SET         : 'set' ;
STRING      : 'string' ;
SUBNET      : 'subnet' ;
SWITCH      : 'switch' ;
TABLE       : 'table' ;
TIME        : 'time' ;
TIMEOUT     : 'timeout' ;
TRUE        : 'T' ;
TYPE        : 'type' ;
VECTOR      : 'vector' ;
VOID        : 'void' ;
WHEN        : 'when' ;
WHILE       : 'while' ;

// ---- Attributes ---------------------------------------------------------------------------------
// Whole words, because '&' alone is an operator. ATTR_ and the name: the table compiler relies on it.

ATTR_ADD_FUNC                  : '&add_func' ;
ATTR_BACKEND                   : '&backend' ;
ATTR_BROKER_ALLOW_COMPLEX_TYPE : '&broker_allow_complex_type' ;
ATTR_BROKER_STORE              : '&broker_store' ;
ATTR_CREATE_EXPIRE             : '&create_expire' ;
ATTR_DEFAULT                   : '&default' ;
ATTR_DEFAULT_INSERT            : '&default_insert' ;
ATTR_DELETE_FUNC               : '&delete_func' ;
ATTR_DEPRECATED                : '&deprecated' ;
ATTR_ERROR_HANDLER             : '&error_handler' ;
ATTR_EXPIRE_FUNC               : '&expire_func' ;
ATTR_GROUP                     : '&group' ;
ATTR_IS_ASSIGNED               : '&is_assigned' ;
ATTR_IS_USED                   : '&is_used' ;
ATTR_LOG                       : '&log' ;
ATTR_NO_CPP_OPT                : '&no_CPP_opt' ;
ATTR_NO_ZAM_OPT                : '&no_ZAM_opt' ;
ATTR_ON_CHANGE                 : '&on_change' ;
ATTR_OPTIONAL                  : '&optional' ;
ATTR_ORDERED                   : '&ordered' ;
ATTR_PRIORITY                  : '&priority' ;
ATTR_PUBLISH_ON_CHANGE         : '&publish_on_change' ;
ATTR_RAW_OUTPUT                : '&raw_output' ;
ATTR_READ_EXPIRE               : '&read_expire' ;
ATTR_REDEF                     : '&redef' ;
ATTR_TYPE_COLUMN               : '&type_column' ;
ATTR_WRITE_EXPIRE              : '&write_expire' ;

// ---- Names --------------------------------------------------------------------------------------

// `Conn::Info`, and `::name` for the global module.
NAME : '::'? WORD ('::' WORD)* ;

// ---- Literals -----------------------------------------------------------------------------------

COUNT_LITERAL    : DIGIT+ | '0' [xX] HEX_DIGIT+ ;
DOUBLE_LITERAL   : NUMBER_WITH_POINT EXPONENT? | DIGIT+ EXPONENT ;
INTERVAL_LITERAL : (DIGIT+ | NUMBER_WITH_POINT) EXPONENT? [ \t]* TIME_UNIT ;
PORT_LITERAL     : DIGIT+ '/' ('tcp' | 'udp' | 'icmp' | 'unknown') ;

// IPv6 addresses stand in brackets. Without `::` all eight groups must be there (or six and an
// IPv4 tail), so that [1:2] stays a slice.
ADDRESS_LITERAL : V4 | V6 ;
SUBNET_LITERAL  : (V4 | V6) [ \t]* '/' [ \t]* DIGIT+ ;

// Resolved when the script is read. The last label begins with a letter.
HOSTNAME_LITERAL : HOST_LABEL ('.' HOST_LABEL)* '.' [A-Za-z] [-A-Za-z0-9]* ;

STRING_LITERAL      : '"' STRING_CHARACTER* '"' ;
UNTERMINATED_STRING : '"' STRING_CHARACTER* '\\'? ;

// ---- Operators and brackets ---------------------------------------------------------------------

PAREN_OPEN    : '(' ;
PAREN_CLOSE   : ')' ;
BRACKET_OPEN  : '[' ;
BRACKET_CLOSE : ']' ;
BRACE_OPEN    : '{' ;
BRACE_CLOSE   : '}' ;
COMMA         : ',' ;
SEMICOLON     : ';' ;
COLON         : ':' ;
DOLLAR        : '$' ;
HAS_FIELD     : '?$' ;
CAN_CAST      : '?as' ;
QUESTION      : '?' ;
ASSIGN        : '=' ;
ADD_TO        : '+=' ;
REMOVE_FROM   : '-=' ;
EQUAL         : '==' ;
NOT_EQUAL     : '!=' ;
LESS          : '<' ;
LESS_EQUAL    : '<=' ;
GREATER       : '>' ;
GREATER_EQUAL : '>=' ;
NOT           : '!' ;
COMPLEMENT    : '~' ;
INCREMENT     : '++' ;
DECREMENT     : '--' ;
PLUS          : '+' ;
MINUS         : '-' ;
STAR          : '*' ;
SLASH         : '/' ;
PERCENT       : '%' ;
AND_AND       : '&&' ;
OR_OR         : '||' ;
AMPERSAND     : '&' ;
BAR           : '|' ;
CARET         : '^' ;
SHIFT_LEFT    : '<<' ;
SHIFT_RIGHT   : '>>' ;

// ---- Parts of the above -------------------------------------------------------------------------

fragment DIGIT             : [0-9] ;
fragment HEX_DIGIT         : [0-9a-fA-F] ;
fragment WORD              : [A-Za-z_] [A-Za-z0-9_]* ;
fragment EXPONENT          : [eE] [-+]? DIGIT+ ;
fragment NUMBER_WITH_POINT : DIGIT+ '.' DIGIT* | '.' DIGIT+ ;
fragment TIME_UNIT         : ('day' | 'hr' | 'min' | 'sec' | 'msec' | 'usec') 's'? ;
fragment STRING_CHARACTER  : ~["\\\n] | '\\' ~[\n] ;
fragment HOST_LABEL        : [A-Za-z] [-A-Za-z0-9]* ;

fragment V4       : DIGIT+ '.' DIGIT+ '.' DIGIT+ '.' DIGIT+ ;
fragment GROUP    : HEX_DIGIT HEX_DIGIT? HEX_DIGIT? HEX_DIGIT? ;
fragment GROUPS   : GROUP (':' GROUP)* ;
fragment V6       : '[' ( GROUPS? '::' (GROUPS | (GROUP ':')* V4)?
                        | GROUP ':' GROUP ':' GROUP ':' GROUP ':' GROUP ':' GROUP ':' GROUP ':' GROUP
                        | GROUP ':' GROUP ':' GROUP ':' GROUP ':' GROUP ':' GROUP ':' V4
                        ) ']' ;

// ---- Where an operand may begin, '/' opens a pattern --------------------------------------------

mode PATTERN_MODE;

// /i ignores case, /s lets '.' match a newline.
PATTERN_LITERAL      : '/' PATTERN_CHARACTER* '/' [is]* ;
UNTERMINATED_PATTERN : '/' PATTERN_CHARACTER* '\\'? ;

fragment PATTERN_CHARACTER : ~[/\\\n] | '\\' ~[\n] ;

// ---- Behind a directive that takes the rest of its line -----------------------------------------

mode LINE_MODE;

REST_OF_LINE : ~[\n]+ ;
