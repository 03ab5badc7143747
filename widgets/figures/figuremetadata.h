#pragma once

#include <QByteArray>
#include <QString>

#include <string>
#include <string_view>

namespace learnscope {

/// What is written into a figure's file beside the drawing.
struct FigureMetadata
{
    std::string title;
    std::string caption;
    std::string record; ///< recordJson's, or empty
};

QString figureCreator(); ///< "Learnscope 0.1.0"

/// The metadata as an RDF description in XMP's form, without the packet around it: Dublin Core's title and
/// description, the program, and the record as it is in the property "record" of urn:learnscope:figure:1#.
QByteArray xmpOf(const FigureMetadata& metadata);

/// @p tiff with @p text (ASCII) as its ImageDescription (tag 270), which Qt does not write. A file that does
/// not look as expected stays as it is.
QByteArray withImageDescription(const QByteArray& tiff, std::string_view text);

} // namespace learnscope
