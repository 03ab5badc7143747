#include "widgets/figures/figurepartform.h"

#include "core/data/selectionexpression.h"
#include "widgets/figures/formparts.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSignalBlocker>

#include <initializer_list>

namespace learnscope {

FigurePartForm::FigurePartForm(QFormLayout& form, QObject* parent)
    : QObject(parent)
    , m_form(form)
{
    m_phase = addChoice(form, tr("&Phase"), {tr("as usual"), tr("Test"), tr("Train")});
    m_cells = addChoice(form, tr("&Matrix cells"), {tr("Row shares"), tr("Counts")});
    m_epochs = new QLineEdit(form.parentWidget());
    m_epochs->setPlaceholderText(tr("as many as fit"));
    m_epochs->setToolTip(tr("Epochs that are drawn, such as 1,4-6"));
    m_epochs->setAccessibleName(tr("Drawn epochs"));
    form.addRow(tr("&Drawn epochs"), m_epochs);
    m_coloring =
        addChoice(form, tr("&Values"), {tr("Ranks"), tr("As they are"), tr("1st to 99th percentile")});
    m_colors = addChoice(form, tr("&Gradient"), {tr("Viridis"), tr("Blues"), tr("Diverging")});
    for (QComboBox* box : {m_phase, m_cells, m_coloring, m_colors})
        connect(box, &QComboBox::currentIndexChanged, this, &FigurePartForm::edited);
    connect(m_epochs, &QLineEdit::textChanged, this, &FigurePartForm::edited);
}

void FigurePartForm::setKind(FigureKind kind)
{
    m_kind = kind;
    m_form.setRowVisible(m_phase, figureHasPhases(kind));
    for (QWidget* ofMatrices : std::initializer_list<QWidget*> {m_cells, m_epochs})
        m_form.setRowVisible(ofMatrices, figureHasCells(kind));
    for (QWidget* ofMatrices : std::initializer_list<QWidget*> {m_coloring, m_colors})
        m_form.setRowVisible(ofMatrices, kind == FigureKind::SimilarityMatrix);
}

void FigurePartForm::setPart(const FigurePart& part)
{
    const QSignalBlocker quiet(this);
    m_representations = part.representations;
    m_difference = part.difference;
    m_coloring->setCurrentIndex(static_cast<int>(part.coloring));
    m_colors->setCurrentIndex(static_cast<int>(part.colors));
    m_phase->setCurrentIndex(!part.phase ? 0 : *part.phase == Phase::Test ? 1 : 2);
    m_cells->setCurrentIndex(part.counts ? 1 : 0);
    if (const auto typed = epochs(); !typed || *typed != part.epochs) // otherwise it stays as it was typed
        m_epochs->setText(QString::fromStdString(numbersText(part.epochs)));
}

Result<std::vector<std::int32_t>> FigurePartForm::epochs() const
{
    const QString typed = m_epochs->text().trimmed();
    if (typed.isEmpty())
        return std::vector<std::int32_t>();
    return parseNumbers(typed.toStdString());
}

Result<FigurePart> FigurePartForm::part() const
{
    FigurePart part;
    if (figureHasPhases(m_kind) && m_phase->currentIndex() > 0)
        part.phase = m_phase->currentIndex() == 1 ? Phase::Test : Phase::Train;
    if (isOfRepresentations(m_kind))
        part.representations = m_representations;
    if (m_kind == FigureKind::SimilarityMatrix) {
        part.coloring = static_cast<MatrixColoring>(m_coloring->currentIndex());
        part.colors = static_cast<MatrixColors>(m_colors->currentIndex());
        part.difference = m_difference;
    }
    if (!figureHasCells(m_kind))
        return part;
    part.counts = m_cells->currentIndex() == 1;
    auto typed = epochs();
    if (!typed)
        return tl::unexpected(typed.error());
    part.epochs = std::move(*typed);
    return part;
}

void FigurePartForm::setEnabled(bool enabled)
{
    for (QWidget* widget : std::initializer_list<QWidget*> {m_phase, m_cells, m_epochs, m_coloring, m_colors})
        widget->setEnabled(enabled);
}

} // namespace learnscope
