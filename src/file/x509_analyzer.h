// Analyzers of certificates and of OCSP (RFC 6960), its requests and replies.
#pragma once

#include <memory>

#include "file/files.h"

namespace avocet {

std::unique_ptr<FileAnalyzer> make_x509_analyzer(Files& files);
std::unique_ptr<FileAnalyzer> make_ocsp_request_analyzer(Files& files);
std::unique_ptr<FileAnalyzer> make_ocsp_reply_analyzer(Files& files);

}  // namespace avocet
