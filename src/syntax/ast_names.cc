#include "syntax/ast.h"

namespace avocet {

std::string_view node_kind_name(NodeKind kind) {
  switch (kind) {
  case NodeKind::kNone: return "None";
  case NodeKind::kLoad: return "Load";
  case NodeKind::kLoadSigs: return "LoadSigs";
  case NodeKind::kLoadPlugin: return "LoadPlugin";
  case NodeKind::kUnload: return "Unload";
  case NodeKind::kPrefixes: return "Prefixes";
  case NodeKind::kDeprecated: return "Deprecated";
  case NodeKind::kModule: return "Module";
  case NodeKind::kVariable: return "Variable";
  case NodeKind::kTypeDecl: return "TypeDecl";
  case NodeKind::kFunction: return "Function";
  case NodeKind::kRedefRecord: return "RedefRecord";
  case NodeKind::kRedefField: return "RedefField";
  case NodeKind::kRedefEnum: return "RedefEnum";
  case NodeKind::kBroken: return "Broken";
  case NodeKind::kBasicType: return "BasicType";
  case NodeKind::kNamedType: return "NamedType";
  case NodeKind::kTableType: return "TableType";
  case NodeKind::kSetType: return "SetType";
  case NodeKind::kVectorType: return "VectorType";
  case NodeKind::kFileType: return "FileType";
  case NodeKind::kOpaqueType: return "OpaqueType";
  case NodeKind::kRecordType: return "RecordType";
  case NodeKind::kEnumType: return "EnumType";
  case NodeKind::kFunctionType: return "FunctionType";
  case NodeKind::kField: return "Field";
  case NodeKind::kEnumValue: return "EnumValue";
  case NodeKind::kParameters: return "Parameters";
  case NodeKind::kParameter: return "Parameter";
  case NodeKind::kAttributes: return "Attributes";
  case NodeKind::kAttribute: return "Attribute";
  case NodeKind::kBlock: return "Block";
  case NodeKind::kExprStmt: return "ExprStmt";
  case NodeKind::kPrint: return "Print";
  case NodeKind::kEventStmt: return "EventStmt";
  case NodeKind::kIf: return "If";
  case NodeKind::kFor: return "For";
  case NodeKind::kLoopVariables: return "LoopVariables";
  case NodeKind::kLoopVariable: return "LoopVariable";
  case NodeKind::kWhile: return "While";
  case NodeKind::kSwitch: return "Switch";
  case NodeKind::kCase: return "Case";
  case NodeKind::kCaseType: return "CaseType";
  case NodeKind::kBreak: return "Break";
  case NodeKind::kNext: return "Next";
  case NodeKind::kFallthrough: return "Fallthrough";
  case NodeKind::kReturn: return "Return";
  case NodeKind::kWhen: return "When";
  case NodeKind::kAssert: return "Assert";
  case NodeKind::kEmpty: return "Empty";
  case NodeKind::kCaptures: return "Captures";
  case NodeKind::kCapture: return "Capture";
  case NodeKind::kName: return "Name";
  case NodeKind::kBool: return "Bool";
  case NodeKind::kCount: return "Count";
  case NodeKind::kDouble: return "Double";
  case NodeKind::kInterval: return "Interval";
  case NodeKind::kPort: return "Port";
  case NodeKind::kAddress: return "Address";
  case NodeKind::kSubnet: return "Subnet";
  case NodeKind::kString: return "String";
  case NodeKind::kPattern: return "Pattern";
  case NodeKind::kHostname: return "Hostname";
  case NodeKind::kDir: return "Dir";
  case NodeKind::kFilename: return "Filename";
  case NodeKind::kUnary: return "Unary";
  case NodeKind::kBinary: return "Binary";
  case NodeKind::kAssign: return "Assign";
  case NodeKind::kConditional: return "Conditional";
  case NodeKind::kIndex: return "Index";
  case NodeKind::kSlice: return "Slice";
  case NodeKind::kFieldAccess: return "FieldAccess";
  case NodeKind::kHasField: return "HasField";
  case NodeKind::kCall: return "Call";
  case NodeKind::kHookCall: return "HookCall";
  case NodeKind::kCast: return "Cast";
  case NodeKind::kCanCast: return "CanCast";
  case NodeKind::kTypeTest: return "TypeTest";
  case NodeKind::kCopy: return "Copy";
  case NodeKind::kAdd: return "Add";
  case NodeKind::kDelete: return "Delete";
  case NodeKind::kListConstructor: return "ListConstructor";
  case NodeKind::kBraces: return "Braces";
  case NodeKind::kRecordConstructor: return "RecordConstructor";
  case NodeKind::kVectorCall: return "VectorCall";
  case NodeKind::kSetCall: return "SetCall";
  case NodeKind::kTableCall: return "TableCall";
  case NodeKind::kRecordCall: return "RecordCall";
  case NodeKind::kFieldInit: return "FieldInit";
  case NodeKind::kLambda: return "Lambda";
  case NodeKind::kSchedule: return "Schedule";
  case NodeKind::kWhenLocal: return "WhenLocal";
  case NodeKind::kTypeExpr: return "TypeExpr";
  }
  return {};
}

std::string_view basic_type_name(BasicType type) {
  switch (type) {
  case BasicType::kBool: return "bool";
  case BasicType::kInt: return "int";
  case BasicType::kCount: return "count";
  case BasicType::kDouble: return "double";
  case BasicType::kTime: return "time";
  case BasicType::kInterval: return "interval";
  case BasicType::kString: return "string";
  case BasicType::kPattern: return "pattern";
  case BasicType::kPort: return "port";
  case BasicType::kAddr: return "addr";
  case BasicType::kSubnet: return "subnet";
  case BasicType::kAny: return "any";
  case BasicType::kVoid: return "void";
  }
  return {};
}

std::string_view unary_op_name(UnaryOp op) {
  switch (op) {
  case UnaryOp::kNot: return "!";
  case UnaryOp::kComplement: return "~";
  case UnaryOp::kPlus: return "+";
  case UnaryOp::kMinus: return "-";
  case UnaryOp::kIncrement: return "++";
  case UnaryOp::kDecrement: return "--";
  case UnaryOp::kSize: return "| |";
  }
  return {};
}

std::string_view binary_op_name(BinaryOp op) {
  switch (op) {
  case BinaryOp::kOr: return "||";
  case BinaryOp::kAnd: return "&&";
  case BinaryOp::kEqual: return "==";
  case BinaryOp::kNotEqual: return "!=";
  case BinaryOp::kLess: return "<";
  case BinaryOp::kLessEqual: return "<=";
  case BinaryOp::kGreater: return ">";
  case BinaryOp::kGreaterEqual: return ">=";
  case BinaryOp::kIn: return "in";
  case BinaryOp::kNotIn: return "!in";
  case BinaryOp::kBitOr: return "|";
  case BinaryOp::kBitXor: return "^";
  case BinaryOp::kBitAnd: return "&";
  case BinaryOp::kShiftLeft: return "<<";
  case BinaryOp::kShiftRight: return ">>";
  case BinaryOp::kAdd: return "+";
  case BinaryOp::kSubtract: return "-";
  case BinaryOp::kMultiply: return "*";
  case BinaryOp::kDivide: return "/";
  case BinaryOp::kModulo: return "%";
  }
  return {};
}

std::string_view assign_op_name(AssignOp op) {
  switch (op) {
  case AssignOp::kSet: return "=";
  case AssignOp::kAddTo: return "+=";
  case AssignOp::kRemoveFrom: return "-=";
  }
  return {};
}

std::string_view attribute_name(AttributeKind kind) {
  switch (kind) {
  case AttributeKind::kRedef: return "&redef";
  case AttributeKind::kOptional: return "&optional";
  case AttributeKind::kDefault: return "&default";
  case AttributeKind::kDefaultInsert: return "&default_insert";
  case AttributeKind::kAddFunc: return "&add_func";
  case AttributeKind::kDeleteFunc: return "&delete_func";
  case AttributeKind::kExpireFunc: return "&expire_func";
  case AttributeKind::kReadExpire: return "&read_expire";
  case AttributeKind::kWriteExpire: return "&write_expire";
  case AttributeKind::kCreateExpire: return "&create_expire";
  case AttributeKind::kOnChange: return "&on_change";
  case AttributeKind::kPublishOnChange: return "&publish_on_change";
  case AttributeKind::kRawOutput: return "&raw_output";
  case AttributeKind::kPriority: return "&priority";
  case AttributeKind::kGroup: return "&group";
  case AttributeKind::kLog: return "&log";
  case AttributeKind::kErrorHandler: return "&error_handler";
  case AttributeKind::kTypeColumn: return "&type_column";
  case AttributeKind::kBackend: return "&backend";
  case AttributeKind::kBrokerStore: return "&broker_store";
  case AttributeKind::kBrokerAllowComplexType: return "&broker_allow_complex_type";
  case AttributeKind::kIsAssigned: return "&is_assigned";
  case AttributeKind::kIsUsed: return "&is_used";
  case AttributeKind::kDeprecated: return "&deprecated";
  case AttributeKind::kOrdered: return "&ordered";
  case AttributeKind::kNoZamOpt: return "&no_ZAM_opt";
  case AttributeKind::kNoCppOpt: return "&no_CPP_opt";
  }
  return {};
}

std::string_view storage_name(Storage storage) {
  switch (storage) {
  case Storage::kGlobal: return "global";
  case Storage::kConst: return "const";
  case Storage::kOption: return "option";
  case Storage::kRedef: return "redef";
  case Storage::kLocal: return "local";
  case Storage::kLocalConst: return "const";
  }
  return {};
}

std::string_view flavor_name(Flavor flavor) {
  switch (flavor) {
  case Flavor::kFunction: return "function";
  case Flavor::kEvent: return "event";
  case Flavor::kHook: return "hook";
  }
  return {};
}

}  // namespace avocet
