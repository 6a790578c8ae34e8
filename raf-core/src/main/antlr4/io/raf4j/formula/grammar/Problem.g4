/*
 * Differential equations typed into a file. Line ends mean nothing: a statement ends where the next one begins, by its first word.
 * What names mean, and whether they fit, io.raf4j.formula.ProblemReader says; docs/PROBLEMS.md has this grammar for people.
 */
grammar Problem;

file : statement* EOF ;

statement
  : PROBLEM hyphenated STRING?                                    # TitleStatement
  | TIME interval                                                 # TimeStatement
  | SPACE spaceAxis (COMMA spaceAxis)*                            # SpaceStatement
  | PARAMETER interval (COMMA interval)*                          # ParameterStatement
  | DOMAIN shape                                                  # DomainStatement
  | PART NAME EQUALS part (COMMA part)*                           # PartStatement
  | UNKNOWN NAME (COMMA NAME)*                                    # UnknownStatement
  | CONSTANT setting (COMMA setting)*                             # ConstantStatement
  | COEFFICIENT NAME EQUALS formula bounds?                       # CoefficientStatement
  | DEFINE NAME (LEFT NAME (COMMA NAME)* RIGHT)? EQUALS formula   # DefineStatement
  | EQUATION equality (WEIGHT formula)?                           # EquationStatement
  | EXACTLY setting (COMMA setting)* ON place                     # ExactlyStatement
  | FACTOR setting (COMMA setting)*                               # FactorStatement
  | LIFT (FROM EXACT | setting (COMMA setting)*)                  # LiftStatement
  | FEATURES formula (COMMA formula)*                             # FeaturesStatement
  | CONDITION label? where COLON equality (COMMA equality)* (WEIGHT formula)?   # ConditionStatement
  | MEASURED NAME (COMMA NAME)* FROM STRING NOISE formula (WEIGHT formula)?     # MeasuredStatement
  | FREE part (COMMA part)*                                       # FreeStatement
  | EXACT setting (COMMA setting)*                                # ExactStatement
  | REFERENCE STRING                                              # ReferenceStatement
  | SET hyphenated EQUALS value                                   # SetStatement
  ;

interval : NAME IN range ;
range : OPEN formula COMMA formula CLOSE ;
spaceAxis : NAME (TO NAME)? (IN range)? ;
setting : NAME EQUALS formula ;
bounds : POSITIVE | IN range ;
equality : formula EQUALS formula ;
label : NAME | STRING ;

where : ON place | AT (tuple | STRING) | INSIDE ;
place : BOUNDARY | part (COMMA part)* ;
part : NAME EQUALS formula | NAME | STRING ;

shape : region ((UNION | INTERSECTION | WITHOUT) region)* ;
region : solid (AS NAME)? ;
solid
  : BOX LEFT tuple COMMA tuple RIGHT
  | BALL LEFT tuple COMMA formula RIGHT
  | HALFSPACE LEFT tuple COMMA tuple RIGHT
  | POLYGON (FROM STRING | LEFT tuple (COMMA tuple)* RIGHT)
  | LEFT shape RIGHT
  ;
tuple : LEFT formula (COMMA formula)* RIGHT ;

formula : term ((PLUS | MINUS) term)* ;
term : factor ((TIMES | DIVIDE) factor)* ;
factor : MINUS factor | power ;
power : atom (POWER factor)? ;
atom
  : NUMBER                                                        # Number
  | SOURCE                                                        # Source
  | NAME LEFT argument (COMMA argument)* RIGHT                    # Call
  | MEASURED LEFT formula RIGHT                                   # Reading
  | NAME OPEN formula CLOSE                                       # Indexed
  | NAME                                                          # Name
  | LEFT formula RIGHT                                            # Nested
  ;
argument : NAME IN formula TO formula COLON formula | formula (TO formula)? ;

hyphenated : word (MINUS (word | NUMBER NAME?))* ;
value : STRING | MINUS? NUMBER | hyphenated ;

/** Settings and titles may hold words that mean something elsewhere. */
word
  : NAME | PROBLEM | TIME | SPACE | PARAMETER | DOMAIN | PART | UNKNOWN | CONSTANT | COEFFICIENT | DEFINE | EQUATION | EXACTLY
  | FACTOR | LIFT | FEATURES | CONDITION | MEASURED | FREE | EXACT | REFERENCE | SET | WEIGHT | NOISE | POSITIVE | SOURCE
  | INSIDE | BOUNDARY | FROM | IN | ON | AT | AS | UNION | INTERSECTION | WITHOUT | BOX | BALL | HALFSPACE | POLYGON
  ;

PROBLEM : 'problem' ;
TIME : 'time' ;
SPACE : 'space' ;
PARAMETER : 'parameter' | 'parameters' ;
DOMAIN : 'domain' ;
PART : 'part' ;
UNKNOWN : 'unknown' | 'unknowns' ;
CONSTANT : 'constant' | 'constants' ;
COEFFICIENT : 'coefficient' ;
DEFINE : 'define' ;
EQUATION : 'equation' ;
EXACTLY : 'exactly' ;
FACTOR : 'factor' ;
LIFT : 'lift' ;
FEATURES : 'features' ;
CONDITION : 'condition' ;
MEASURED : 'measured' ;
FREE : 'free' ;
EXACT : 'exact' ;
REFERENCE : 'reference' ;
SET : 'set' ;

WEIGHT : 'weight' ;
NOISE : 'noise' ;
POSITIVE : 'positive' ;
SOURCE : 'source' ;
INSIDE : 'inside' ;
BOUNDARY : 'boundary' ;
FROM : 'from' ;
IN : 'in' ;
ON : 'on' ;
AT : 'at' ;
AS : 'as' ;
UNION : 'union' ;
INTERSECTION : 'intersection' ;
WITHOUT : 'without' ;
BOX : 'box' ;
BALL : 'ball' ;
HALFSPACE : 'halfspace' ;
POLYGON : 'polygon' ;

TO : '..' ;
PLUS : '+' ;
MINUS : '-' ;
TIMES : '*' ;
DIVIDE : '/' ;
POWER : '^' ;
EQUALS : '=' ;
COMMA : ',' ;
COLON : ':' ;
LEFT : '(' ;
RIGHT : ')' ;
OPEN : '[' ;
CLOSE : ']' ;

NUMBER : (DIGITS ('.' DIGITS)? | '.' DIGITS) ([eE] [+-]? DIGITS)? ;
fragment DIGITS : [0-9]+ ;
NAME : [A-Za-z_] [A-Za-z0-9_]* ;
STRING : '"' ~["\r\n]* '"' ;
COMMENT : '#' ~[\r\n]* -> skip ;
BLANK : [ \t\r\n]+ -> skip ;
/** Anything else is refused by the parser, which knows what was expected. */
OTHER : . ;
