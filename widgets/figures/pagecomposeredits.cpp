// The part of PageComposer that changes the page.
#include "widgets/figures/pagecomposer.h"

#include "widgets/figures/figurepartform.h"
#include "widgets/figures/journals.h"
#include "widgets/figures/pagearrange.h"
#include "widgets/figures/pagecanvas.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <array>
#include <cmath>

namespace learnscope {

namespace {
// Kinds of steps: those of one kind that follow each other are one.
constexpr int alone = 0;
constexpr int moveByKeys = 1;
constexpr int panelForm = 1000;
constexpr int pageForm = 100000;

/// What @p box says, unless it is @p value as it shows it.
void take(double& value, const QDoubleSpinBox& box)
{
    if (std::abs(box.value() - value) > .51 * std::pow(10, -box.decimals()))
        value = box.value();
}
} // namespace

void PageComposer::connectForms()
{
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] { editPanel(alone); });
    for (QDoubleSpinBox* box : {m_x, m_y, m_panelWidth, m_panelHeight})
        connect(box, &QDoubleSpinBox::valueChanged, this, [this] { editPanel(panelForm); });
    connect(m_part, &FigurePartForm::edited, this, [this] {
        const Result<FigurePart> part = m_part->part();
        if (!part || m_error->property("fromPart").toBool())
            showError(part ? QString() : QString::fromStdString(part.error().message));
        m_error->setProperty("fromPart", !part);
        editPanel(panelForm + 2);
    });
    connect(m_letter, &QLineEdit::textEdited, this, [this] { editPanel(panelForm + 1); });
    // Later, since the step fills the list anew.
    connect(
        m_observers, &QListWidget::itemChanged, this, [this] { editPanel(alone); }, Qt::QueuedConnection);
    connect(m_preset, &QComboBox::activated, this, &PageComposer::choosePreset);
    connect(m_arrange, &QPushButton::clicked, this, &PageComposer::arrange);
    int kind = pageForm;
    for (QDoubleSpinBox* box : {m_width, m_height, m_fontSize, m_lineWidth, m_letterSize})
        connect(box, &QDoubleSpinBox::valueChanged, this, [this, kind = kind++] { editPage(kind); });
    for (QComboBox* box : {m_style, m_palette})
        connect(box, &QComboBox::currentIndexChanged, this, [this] { editPage(alone); });
    for (QCheckBox* box : {m_letters, m_bold, m_upperCase, m_sharedAxes, m_sharedKey})
        connect(box, &QCheckBox::toggled, this, [this] { editPage(alone); });
}

void PageComposer::moveElement(int element, const QRectF& frame, bool byKey)
{
    FigurePage page = m_page;
    const auto index = std::size_t(element);
    (index < page.panels.size() ? page.panels[index].frame : page.keyFrame) = frame;
    change(tr("move"), page, byKey ? moveByKeys + element : alone);
}

void PageComposer::editPanel(int kind)
{
    const int element = m_canvas->selected();
    if (m_isFilling || element == PageCanvas::nothing)
        return;
    FigurePage page = m_page;
    const QRectF before = m_canvas->frameOf(element);
    std::array<double, 4> sides = {before.left(), before.top(), before.width(), before.height()};
    take(sides[0], *m_x);
    take(sides[1], *m_y);
    take(sides[2], *m_panelWidth);
    take(sides[3], *m_panelHeight);
    const QRectF frame(sides[0], sides[1], sides[2], sides[3]);
    if (std::size_t(element) >= page.panels.size()) {
        page.keyFrame = frame;
        change(tr("place of the key"), page, kind);
        return;
    }
    PagePanel& panel = page.panels[std::size_t(element)];
    panel.kind = static_cast<FigureKind>(m_kind->currentData().toInt());
    panel.frame = frame;
    m_part->setKind(panel.kind);
    if (const Result<FigurePart> part = m_part->part())
        panel.part = *part;
    if (const std::string letter = m_letter->text().toStdString();
        letter != letterOf(page, std::size_t(element)))
        panel.letter = letter;
    panel.observers.clear();
    for (int row = 0; row < m_observers->count(); ++row)
        if (m_observers->item(row)->checkState() == Qt::Checked)
            panel.observers.push_back(m_observers->item(row)->data(Qt::UserRole).toString().toStdString());
    if (panel.observers.empty()) // a figure without observers is none
        return fillPanelForm();
    if (int(panel.observers.size()) == m_observers->count())
        panel.observers.clear(); // all, those to come among them
    change(tr("panel"), page, kind == alone ? alone : kind + 10 * element);
}

void PageComposer::editPage(int kind)
{
    if (m_isFilling)
        return;
    FigurePage page = m_page;
    take(page.width, *m_width);
    take(page.height, *m_height);
    page.style = static_cast<FigureStyle>(m_style->currentIndex());
    take(page.fontSize, *m_fontSize);
    take(page.lineWidth, *m_lineWidth);
    if (page.lineWidth < .1)
        page.lineWidth = 0;
    page.palette = static_cast<FigurePalette>(m_palette->currentData().toInt());
    page.letters.shown = m_letters->isChecked();
    page.letters.bold = m_bold->isChecked();
    page.letters.upperCase = m_upperCase->isChecked();
    take(page.letters.size, *m_letterSize);
    page.sharedAxes = m_sharedAxes->isChecked();
    page.sharedKey = m_sharedKey->isChecked();
    resizeFrames(page, m_page.width, m_page.height);
    if (page.sharedKey && page.keyFrame.isEmpty())
        arrangeOnGrid(page, columnsOf(page)); // the key needs room
    change(tr("page"), page, kind);
}

void PageComposer::choosePreset(int index)
{
    const auto preset = journalPresetFromId(m_preset->itemData(index).toString().toStdString());
    if (index > 0 && preset) {
        FigurePage page = m_page;
        page.width = preset->width;
        page.fontSize = preset->fontSize;
        page.letters.size = preset->letterSize;
        page.letters.upperCase = preset->upperCaseLetters;
        resizeFrames(page, m_page.width, m_page.height);
        m_dpi->setValue(preset->dpi);
        m_textAs->setCurrentIndex(static_cast<int>(preset->textAs));
        change(tr("journal"), page);
    }
    showRemarks();
}

void PageComposer::arrange()
{
    FigurePage page = m_page;
    arrangeOnGrid(page, m_columns->value());
    change(tr("arrange"), page);
}

void PageComposer::addPanel()
{
    FigurePage page = m_page;
    page.panels.push_back({static_cast<FigureKind>(m_newKind->currentData().toInt()), {}});
    arrangeOnGrid(page, std::max(columnsOf(m_page), page.panels.size() > 1 && page.width >= 100 ? 2 : 1));
    change(tr("add a panel"), page);
    m_canvas->select(int(m_page.panels.size()) - 1);
}

void PageComposer::removePanel(int panel)
{
    if (panel < 0 || std::size_t(panel) >= m_page.panels.size())
        return;
    FigurePage page = m_page;
    page.panels.erase(page.panels.begin() + panel);
    change(tr("remove a panel"), page);
}

} // namespace learnscope
