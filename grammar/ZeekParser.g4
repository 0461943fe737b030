// The sentences of the Zeek language.
//
// One top-level item is parsed at a time: the reader (src/syntax/item_parser.h) takes directives,
// `module` and the frame of `export { }` by itself, looks at the first tokens of anything else and
// starts one of the three rules of the first section. Conditional directives never reach the
// parser, wherever they stand.
//
// The grammar is LL(1): one token decides. The table compiler (src/syntax/generator) checks that
// and fails the build otherwise. Where an optional part could also belong to what follows it is
// taken at once. These places are named in src/syntax/CMakeLists.txt: the dangling `else` and
// `timeout`, the return type of a function type before a colon, and what follows an attribute of
// a constructor or a value that a `when` names: in `table() &default=1 + 2` the sum is the default.
//
// Expressions are flat: a sequence of operands and operators. Their shape is given by precedence
// when the tree is built (src/syntax/build_expression.cc), from loose to tight:
//
//   = += -=          right        || left     in !in  left      << >>    left
//   ? :              right        && left     |       left      + -      left
//                                 == != < <= > >= none  ^ left  * / %    left
//                                                     & left
//
// and tighter than all of them prefix operators, then postfix ones.
parser grammar ZeekParser;

options { tokenVocab = ZeekLexer; }

// ---- What the reader starts with ----------------------------------------------------------------

declaration
    : variableDeclaration
    | typeDeclaration
    | functionDeclaration
    | redefinition
    ;

statementItem : statement ;

// Behind @if. For @ifdef and @ifndef the reader takes a NAME in parentheses itself.
condition : PAREN_OPEN expression PAREN_CLOSE ;

// ---- Declarations -------------------------------------------------------------------------------

variableDeclaration : (GLOBAL | CONST | OPTION) variable ;

// Shared by declarations, redefinitions and local variables.
variable : NAME (COLON type)? initialiser? attributes SEMICOLON ;

// Braces alone are what '=' would assign.
initialiser
    : (ASSIGN | ADD_TO | REMOVE_FROM) value
    | braces
    ;

value
    : braces
    | expression
    ;

typeDeclaration : TYPE NAME COLON type attributes SEMICOLON ;

functionDeclaration : (FUNCTION | EVENT | HOOK) NAME signature attributes block ;

signature  : PAREN_OPEN parameters PAREN_CLOSE (COLON type)? ;
parameters : (parameter ((COMMA | SEMICOLON) parameter)*)? ;
parameter  : NAME COLON type attributes ;

redefinition
    : REDEF ( redefRecord
            | redefEnum
            | functionDeclaration
            | variable
            )
    ;

redefRecord
    : RECORD NAME ( ADD_TO BRACE_OPEN field* BRACE_CLOSE attributes SEMICOLON
                  | DOLLAR NAME (ADD_TO | REMOVE_FROM) BRACE_OPEN attributes BRACE_CLOSE SEMICOLON
                  )
    ;

redefEnum : ENUM NAME ADD_TO enumBody attributes SEMICOLON ;

// ---- Types --------------------------------------------------------------------------------------

type
    : basicType
    | TABLE BRACKET_OPEN types BRACKET_CLOSE OF type
    | SET BRACKET_OPEN types BRACKET_CLOSE
    | VECTOR OF type
    | FILE (OF type)?
    | OPAQUE OF NAME
    | RECORD recordBody
    | ENUM enumBody
    | (FUNCTION | EVENT | HOOK) signature
    | NAME
    ;

types : type (COMMA type)* ;

basicType
    : ADDR | ANY | BOOL | COUNT | DOUBLE | INT | INTERVAL | PATTERN | PORT | STRING | SUBNET | TIME
    | VOID
    ;

recordBody : BRACE_OPEN field* BRACE_CLOSE ;
field      : NAME COLON type attributes SEMICOLON ;

enumBody  : BRACE_OPEN (enumValue (COMMA enumValue?)*)? BRACE_CLOSE ;
enumValue : NAME (ASSIGN expression)? attributes ;

// ---- Attributes ---------------------------------------------------------------------------------

attributes : attribute* ;

attribute : attributeName (ASSIGN value)? ;

attributeName
    : ATTR_ADD_FUNC | ATTR_BACKEND | ATTR_BROKER_ALLOW_COMPLEX_TYPE | ATTR_BROKER_STORE
    | ATTR_CREATE_EXPIRE | ATTR_DEFAULT | ATTR_DEFAULT_INSERT | ATTR_DELETE_FUNC | ATTR_DEPRECATED
    | ATTR_ERROR_HANDLER | ATTR_EXPIRE_FUNC | ATTR_GROUP | ATTR_IS_ASSIGNED | ATTR_IS_USED
    | ATTR_LOG | ATTR_NO_CPP_OPT | ATTR_NO_ZAM_OPT | ATTR_ON_CHANGE | ATTR_OPTIONAL | ATTR_ORDERED
    | ATTR_PRIORITY | ATTR_PUBLISH_ON_CHANGE | ATTR_RAW_OUTPUT | ATTR_READ_EXPIRE | ATTR_REDEF
    | ATTR_TYPE_COLUMN | ATTR_WRITE_EXPIRE
    ;

// ---- Statements ---------------------------------------------------------------------------------

block : BRACE_OPEN statement* BRACE_CLOSE ;

statement
    : block
    | localVariable
    | printStatement
    | eventStatement
    | ifStatement
    | forStatement
    | whileStatement
    | switchStatement
    | whenStatement
    | returnStatement
    | assertStatement
    | jumpStatement
    | emptyStatement
    | expressionStatement
    ;

localVariable       : (LOCAL | CONST) variable ;
printStatement      : PRINT expressions SEMICOLON ;
eventStatement      : EVENT NAME arguments SEMICOLON ;
ifStatement         : IF PAREN_OPEN expression PAREN_CLOSE statement (ELSE statement)? ;
whileStatement      : WHILE PAREN_OPEN expression PAREN_CLOSE statement ;
assertStatement     : ASSERT expression (COMMA expression)? SEMICOLON ;
jumpStatement       : (BREAK | NEXT | FALLTHROUGH) SEMICOLON ;
emptyStatement      : SEMICOLON ;
expressionStatement : expression SEMICOLON ;

returnStatement
    : RETURN ( whenStatement
             | value? SEMICOLON
             )
    ;

// for ( v in t ), for ( k, v in t ), for ( [k1, k2], v in t )
forStatement : FOR PAREN_OPEN loopKeys (COMMA loopName)? IN expression PAREN_CLOSE statement ;

loopKeys
    : loopName
    | BRACKET_OPEN loopName (COMMA loopName)* BRACKET_CLOSE
    ;

loopName : NAME ;

switchStatement : SWITCH expression BRACE_OPEN switchCase* BRACE_CLOSE ;

switchCase
    : CASE ( caseType (COMMA caseType)*
           | expressions
           ) caseBody
    | DEFAULT caseBody
    ;

caseType : TYPE type (AS NAME)? ;
caseBody : COLON statement* ;

whenStatement
    : WHEN captures? PAREN_OPEN expression PAREN_CLOSE statement (TIMEOUT expression block)?
    ;

captures : BRACKET_OPEN (capture (COMMA capture)*)? BRACKET_CLOSE ;
capture  : COPY? NAME ;

// ---- Expressions --------------------------------------------------------------------------------

expressions : expression (COMMA expression)* ;

// The flat sequence. '? e :' acts as one operator.
expression : operand binaryTail* ;

binaryTail
    : binaryOperator operand
    | (ASSIGN | ADD_TO | REMOVE_FROM) (braces | operand)
    | QUESTION expression COLON operand
    ;

binaryOperator
    : OR_OR | AND_AND
    | EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL
    | IN | NOT IN
    | BAR | CARET | AMPERSAND | SHIFT_LEFT | SHIFT_RIGHT
    | PLUS | MINUS | STAR | SLASH | PERCENT
    ;

operand : prefix* primary postfix* ;

prefix : NOT | COMPLEMENT | PLUS | MINUS | INCREMENT | DECREMENT | HOOK | ADD | DELETE ;

postfix
    : subscript
    | arguments
    | DOLLAR NAME
    | HAS_FIELD NAME
    | AS type
    | CAN_CAST type
    | IS type
    ;

subscript
    : BRACKET_OPEN ( COLON expression?
                   | expression ( COLON expression?
                                | (COMMA expression)*
                                )
                   ) BRACKET_CLOSE
    ;

arguments : PAREN_OPEN elements PAREN_CLOSE ;

primary
    : literal
    | NAME
    | PAREN_OPEN expression PAREN_CLOSE
    | SIZE_OPEN expression SIZE_CLOSE
    | BRACKET_OPEN elements BRACKET_CLOSE
    | COPY PAREN_OPEN expression PAREN_CLOSE
    | constructor
    | lambda
    | SCHEDULE expression BRACE_OPEN NAME arguments BRACE_CLOSE
    | LOCAL_BINDING NAME ASSIGN expression   // in a `when`: names a value where it first appears
    | typeValue
    ;

literal
    : TRUE | FALSE | COUNT_LITERAL | DOUBLE_LITERAL | INTERVAL_LITERAL | PORT_LITERAL
    | ADDRESS_LITERAL | SUBNET_LITERAL | HOSTNAME_LITERAL | STRING_LITERAL | PATTERN_LITERAL
    | AT_DIR | AT_FILENAME
    ;

// { ... } as the value of something that is initialised or assigned.
braces : BRACE_OPEN elements BRACE_CLOSE ;

// The reader of the tree rejects ',,'. A last comma is allowed.
elements : (element (COMMA element?)*)? ;

element
    : expression
    | fieldValue
    ;

// $f=1, or $f(x: count): count = { ... } for a function.
fieldValue
    : DOLLAR NAME ( ASSIGN value
                  | captures? signature ASSIGN block
                  )
    ;

lambda : FUNCTION captures? signature attributes block ;

// These words begin a constructor or, as in type_name(vector of count), a type.
constructor
    : VECTOR ( arguments | OF type )
    | SET    ( arguments attributes | BRACKET_OPEN types BRACKET_CLOSE )
    | TABLE  ( arguments attributes | BRACKET_OPEN types BRACKET_CLOSE OF type )
    | RECORD ( arguments | recordBody )
    ;

typeValue
    : basicType
    | FILE (OF type)?
    | OPAQUE OF NAME
    | ENUM enumBody
    ;
