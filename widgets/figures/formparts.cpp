#include "widgets/figures/formparts.h"

#include "widgets/figures/figurepalette.h"
#include "widgets/figures/journals.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QFormLayout>

namespace learnscope {

namespace {
QString plain(const QString& label)
{
    return QString(label).remove(QLatin1Char('&'));
}

QString tr(const char* text)
{
    return QCoreApplication::translate("Figures", text);
}

QString latin1(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}
} // namespace

QComboBox* addChoice(QFormLayout& form, const QString& label, const QStringList& entries)
{
    auto* box = new QComboBox(form.parentWidget());
    box->addItems(entries);
    box->setAccessibleName(plain(label));
    // A long entry shall not make the column wide.
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    form.addRow(label, box);
    return box;
}

QDoubleSpinBox* addLength(QFormLayout& form, const QString& label, double low, double high,
                          const QString& suffix)
{
    auto* box = new QDoubleSpinBox(form.parentWidget());
    box->setRange(low, high);
    box->setDecimals(1);
    box->setSuffix(suffix);
    box->setAccessibleName(plain(label));
    box->setKeyboardTracking(false);
    form.addRow(label, box);
    return box;
}

QDoubleSpinBox* addLineWidth(QFormLayout& form)
{
    QDoubleSpinBox* box = addLength(form, tr("&Line width"), 0, 10, tr(" pt"));
    box->setDecimals(2);
    box->setSingleStep(.25);
    box->setSpecialValueText(tr("automatic"));
    return box;
}

void fillWithJournals(QComboBox& box)
{
    box.addItem(tr("none"));
    for (const JournalPreset& preset : journalPresets())
        box.addItem(
            tr("%1, %2 (%3 mm)").arg(latin1(preset.journal), tr(preset.columns.data())).arg(preset.width),
            latin1(preset.id));
    box.setToolTip(
        tr("Sets width, sizes and resolution as the journal's guide gave them; see what it asks today "
           "before you submit"));
}

void fillWithPalettes(QComboBox& box)
{
    for (const FigurePalette palette : figurePalettes())
        box.addItem(figurePaletteTitle(palette), static_cast<int>(palette));
}

void fillWithVisions(QComboBox& box)
{
    box.addItems({tr("usual eyes"), tr("protanopia (no red)"), tr("deuteranopia (no green)"),
                  tr("tritanopia (no blue)"), tr("a grey print")});
    box.setAccessibleName(tr("Preview as seen by"));
    box.setToolTip(tr("For the preview only; the file keeps its colours"));
}

} // namespace learnscope
