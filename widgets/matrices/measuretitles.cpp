#include "widgets/matrices/measuretitles.h"

#include <QCoreApplication>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("RepresentationView", source);
}
} // namespace

QString matrixMeasureTitle(MatrixMeasure measure)
{
    switch (measure) {
    case MatrixMeasure::Pearson:
        return text("Pearson's r");
    case MatrixMeasure::Cosine:
        return text("Cosine");
    case MatrixMeasure::Spearman:
        return text("Spearman's ρ");
    case MatrixMeasure::RhoA:
        return text("Spearman's ρ-a");
    case MatrixMeasure::TauA:
        return text("Kendall's τ-a");
    case MatrixMeasure::TauB:
        return text("Kendall's τ-b");
    case MatrixMeasure::WhitenedCosine:
        return text("Whitened cosine");
    case MatrixMeasure::WhitenedCorrelation:
        return text("Whitened correlation");
    }
    return {};
}

QString bootstrapUnitTitle(BootstrapUnit unit)
{
    switch (unit) {
    case BootstrapUnit::Items:
        return text("items");
    case BootstrapUnit::Observers:
        return text("observers");
    case BootstrapUnit::Both:
        return text("items and observers");
    }
    return {};
}

QString correctionTitle(Correction correction)
{
    switch (correction) {
    case Correction::Holm:
        return text("Holm");
    case Correction::BenjaminiHochberg:
        return text("Benjamini-Hochberg");
    case Correction::None:
        return text("uncorrected");
    }
    return {};
}

} // namespace learnscope
