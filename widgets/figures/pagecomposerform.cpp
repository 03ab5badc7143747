// The part of PageComposer that builds its controls.
#include "widgets/figures/pagecomposer.h"

#include "widgets/figures/figurepartform.h"
#include "widgets/figures/formparts.h"
#include "widgets/figures/pagecanvas.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

namespace learnscope {

QWidget* PageComposer::buildPanelsTab()
{
    auto* tab = new QWidget(m_side);
    auto* all = new QVBoxLayout(tab);
    m_panels = new QListWidget(tab);
    m_panels->setAccessibleName(tr("Panels"));
    m_panels->setFixedHeight(104);
    m_newKind = new QComboBox(tab);
    m_newKind->setAccessibleName(tr("Figure of a new panel"));
    for (const FigureKind kind : figureKinds())
        m_newKind->addItem(figureTitle(kind), static_cast<int>(kind));
    m_add = new QPushButton(tr("&Add"), tab);
    m_remove = new QPushButton(tr("Re&move"), tab);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_newKind, 1);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    m_panelForm = new QWidget(tab);
    auto* form = new QFormLayout(m_panelForm);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_kind = addChoice(*form, tr("&Figure"));
    for (const FigureKind kind : figureKinds())
        m_kind->addItem(figureTitle(kind), static_cast<int>(kind));
    m_part = new FigurePartForm(*form, this);
    m_x = addLength(*form, tr("From le&ft"), 0, 1000, tr(" mm"));
    m_y = addLength(*form, tr("From &top"), 0, 1000, tr(" mm"));
    m_panelWidth = addLength(*form, tr("&Width"), 1, 1000, tr(" mm"));
    m_panelHeight = addLength(*form, tr("&Height"), 1, 1000, tr(" mm"));
    m_letter = new QLineEdit(m_panelForm);
    m_letter->setAccessibleName(tr("Letter"));
    m_letter->setMaxLength(12);
    form->addRow(tr("&Letter"), m_letter);
    m_observers = new QListWidget(m_panelForm);
    m_observers->setAccessibleName(tr("Observers of this panel"));
    m_observers->setFixedHeight(104);
    form->addRow(tr("&Observers"), m_observers);
    all->addWidget(m_panels);
    all->addLayout(buttons);
    all->addWidget(m_panelForm);
    all->addStretch();
    return tab;
}

QWidget* PageComposer::buildPageTab()
{
    auto* tab = new QWidget(m_side);
    auto* form = new QFormLayout(tab);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_preset = addChoice(*form, tr("&Journal"));
    fillWithJournals(*m_preset);
    m_width = addLength(*form, tr("&Width"), 20, 1000, tr(" mm"));
    m_height = addLength(*form, tr("&Height"), 20, 1000, tr(" mm"));
    m_columns = new QSpinBox(tab);
    m_columns->setRange(1, 12);
    m_columns->setValue(2);
    m_columns->setAccessibleName(tr("Columns"));
    m_arrange = new QPushButton(tr("Arran&ge on a grid"), tab);
    form->addRow(tr("Col&umns"), m_columns);
    form->addRow(QString(), m_arrange);
    m_style = addChoice(*form, tr("&Style"), {tr("Publication"), tr("As published (Huber et al. 2024)")});
    m_fontSize = addLength(*form, tr("F&ont size"), 4, 24, tr(" pt"));
    m_fontSize->setSingleStep(.5);
    m_lineWidth = addLineWidth(*form);
    m_palette = addChoice(*form, tr("&Colours"));
    fillWithPalettes(*m_palette);
    const auto check = [&](const QString& text) {
        auto* box = new QCheckBox(text, tab);
        form->addRow(QString(), box);
        return box;
    };
    m_letters = check(tr("&Panel letters"));
    m_bold = check(tr("&bold"));
    m_upperCase = check(tr("capital&s"));
    m_letterSize = addLength(*form, tr("Si&ze of letters"), 4, 24, tr(" pt"));
    m_letterSize->setSingleStep(.5);
    m_sharedAxes = check(tr("Share a&xes"));
    m_sharedKey = check(tr("One &key for all"));
    return tab;
}

QWidget* PageComposer::buildFileTab()
{
    auto* tab = new QWidget(m_side);
    auto* form = new QFormLayout(tab);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_textAs = addChoice(*form, tr("&Text as"), {tr("text, to be edited"), tr("outlines")});
    m_dpi = addLength(*form, tr("&Resolution"), 30, 2400, tr(" dpi"));
    m_dpi->setDecimals(0);
    m_dpi->setSingleStep(100);
    m_dpi->setValue(FigureOutput().dpi);
    m_opaque = new QCheckBox(tr("&No transparency"), tab);
    form->addRow(QString(), m_opaque);
    m_open = new QPushButton(tr("Open a pa&ge..."), tab);
    m_open->setToolTip(tr("Takes the layout of a page file; the data stay those that are open"));
    m_save = new QPushButton(tr("Sa&ve the page..."), tab);
    m_save->setToolTip(
        tr("Saves the page with its tables and rules; learnscope-cli figure --page draws it again"));
    form->addRow(m_open);
    form->addRow(m_save);
    return tab;
}

void PageComposer::buildPreview(QVBoxLayout* side)
{
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::StyledPanel);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_canvas = new PageCanvas;
    m_scroll->setWidget(m_canvas);
    m_scroll->viewport()->installEventFilter(this);
    m_zoom = new QComboBox(this);
    m_zoom->addItems({tr("Fit"), tr("Actual size"), tr("Twice the size")});
    m_zoom->setAccessibleName(tr("Zoom"));
    m_vision = new QComboBox(this);
    fillWithVisions(*m_vision);
    m_size = new QLabel(this);
    m_remarks = new QLabel(this);
    m_remarks->setWordWrap(true);
    m_remarks->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_remarks->hide();
    m_caption = new QPlainTextEdit(this);
    m_caption->setReadOnly(true);
    m_caption->setTabChangesFocus(true);
    m_caption->setAccessibleName(tr("Caption"));
    m_caption->setFixedHeight(72);
    auto* copy = new QPushButton(tr("Copy captio&n"), this);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_caption->toPlainText()); });
    auto* bar = new QHBoxLayout;
    for (QWidget* widget : std::initializer_list<QWidget*> {
             new QLabel(tr("Zoom"), this), m_zoom, new QLabel(tr("As seen by"), this), m_vision, m_size})
        bar->addWidget(widget);
    bar->addStretch();
    bar->addWidget(copy);
    side->addWidget(m_scroll, 1);
    side->addLayout(bar);
    side->addWidget(m_remarks);
    side->addWidget(m_caption);
}

void PageComposer::buildButtons(QVBoxLayout* all)
{
    m_file = new QLineEdit(this);
    m_file->setAccessibleName(tr("File"));
    auto* fileLabel = new QLabel(tr("F&ile"), this);
    fileLabel->setBuddy(m_file);
    m_browse = new QPushButton(tr("&Browse..."), this);
    m_error = new QLabel(this);
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_error->hide();
    auto* undo = new QPushButton(tr("&Undo"), this);
    auto* redo = new QPushButton(tr("Re&do"), this);
    undo->setShortcut(QKeySequence::Undo);
    redo->setShortcut(QKeySequence::Redo);
    undo->setEnabled(false);
    redo->setEnabled(false);
    connect(undo, &QPushButton::clicked, &m_undo, &QUndoStack::undo);
    connect(redo, &QPushButton::clicked, &m_undo, &QUndoStack::redo);
    connect(&m_undo, &QUndoStack::canUndoChanged, undo, &QWidget::setEnabled);
    connect(&m_undo, &QUndoStack::canRedoChanged, redo, &QWidget::setEnabled);
    connect(&m_undo, &QUndoStack::undoTextChanged, undo,
            [undo](const QString& text) { undo->setToolTip(tr("Undo: %1 (Ctrl+Z)").arg(text)); });
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_export = buttons->addButton(tr("&Export"), QDialogButtonBox::ActionRole);
    connect(m_export, &QPushButton::clicked, this, &PageComposer::exportFigure);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QPushButton* button : findChildren<QPushButton*>())
        button->setAutoDefault(false);
    auto* fileRow = new QHBoxLayout;
    fileRow->addWidget(fileLabel);
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(m_browse);
    auto* lastRow = new QHBoxLayout;
    lastRow->addWidget(undo);
    lastRow->addWidget(redo);
    lastRow->addWidget(m_error, 1);
    lastRow->addStretch();
    lastRow->addWidget(buttons);
    all->addLayout(fileRow);
    all->addLayout(lastRow);
}

} // namespace learnscope
