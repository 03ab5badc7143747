#pragma once

#include "core/inference/multiplecomparisons.h"
#include "core/similarity/matrixmeasure.h"
#include "core/similarity/noiseceiling.h"

#include <QString>

namespace learnscope {

// What choices of comparisons are called in the window.

QString matrixMeasureTitle(MatrixMeasure measure); ///< "Spearman's ρ"
QString bootstrapUnitTitle(BootstrapUnit unit); ///< "items and observers": what intervals are to hold for
QString correctionTitle(Correction correction); ///< "Holm", "Benjamini-Hochberg" or "uncorrected"

} // namespace learnscope
