#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace learnscope {

/// A trial table with one mistake in it, and what is to be said of that.
struct BadTable
{
    QByteArray name; ///< of the case
    QByteArray text; ///< the whole file
    QString code; ///< Error::code
    int line = 0; ///< 0: the whole file
    int column = 0;
    QString message; ///< a part of it
};

/// One for each kind of mistake that a file can have.
std::vector<BadTable> badTables();

} // namespace learnscope
