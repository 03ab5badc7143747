#pragma once

#include "tests/support/httpserver.h"

#include <QMap>

namespace learnscope {

/// A small repository in the form of the published study, with contents of its own, as GitHub serves it.
struct MadeStudy
{
    static constexpr const char* revision = "46a44e6";
    static constexpr const char* commit = "46a44e600112233445566778899aabbccddeeff0";

    MadeStudy(); ///< two tables and three stimuli, and a README that nobody wants

    QMap<QString, QByteArray> files; ///< by path in the repository
    QByteArray listing() const; ///< "git/trees" of it

    /// Answers the listing and the files, with ranges. The study must outlive it.
    HttpServer::Handler handler() const;
    /// The target under which a file is asked for.
    static QByteArray target(const QString& path);
    static QByteArray listingTarget();
};

/// git's hash of a file with this content, in hexadecimal digits.
QByteArray gitBlobSha1(const QByteArray& content);

} // namespace learnscope
