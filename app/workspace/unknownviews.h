#pragma once

#include <QByteArray>
#include <QStringList>

namespace learnscope {

/// The views of a workspace, of which a newer version may have kinds that this one lacks.
struct PartedViews
{
    QByteArray known; ///< JSON: the grid without the others; empty where nothing is left
    QByteArray zooms; ///< JSON: of the known ones
    QByteArray unknown; ///< JSON: the others, a list; empty: none
    QStringList names; ///< the kinds of these, each once
};

/// Takes the views that are not known out of the grid; a split with one part left gives way to it.
PartedViews partedViews(const QByteArray& views, const QByteArray& zooms);

/// Puts them back at the end of the grid, for the version that knows them.
QByteArray withUnknownViews(const QByteArray& views, const QByteArray& unknown);

} // namespace learnscope
