#pragma once

#include <QStringList>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;

namespace learnscope {

// Controls that the export dialog and the composer have in common. Each is named for screen readers.

QComboBox* addChoice(QFormLayout& form, const QString& label, const QStringList& entries = {});
QDoubleSpinBox* addLength(QFormLayout& form, const QString& label, double low, double high,
                          const QString& suffix);
QDoubleSpinBox* addLineWidth(QFormLayout& form); ///< 0 is called automatic
void fillWithJournals(QComboBox& box); ///< ids as data; the first has none
void fillWithPalettes(QComboBox& box); ///< palettes as data
void fillWithVisions(QComboBox& box); ///< in the order of allColorVisions

} // namespace learnscope
