#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace learnscope {

/// One of the tables of a case.
struct OddFile
{
    QString name; ///< "human_classification_data.csv"
    QByteArray text;
};

/// Trial tables that can be read but lack what a statistic or a picture may take for granted.
struct OddTables
{
    QByteArray name; ///< of the case: "one epoch"
    std::vector<OddFile> files;
};

std::vector<OddTables> oddTables();

} // namespace learnscope
