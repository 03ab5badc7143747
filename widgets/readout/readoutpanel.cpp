#include "widgets/readout/readoutpanel.h"

#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/markericon.h"
#include "widgets/common/tablesetup.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/readoutmodel.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace learnscope {

namespace {
/// Puts the observer's marker before its name.
class MarkerDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() != ReadoutModel::ObserverColumn)
            return;
        constexpr int size = 14;
        const ObserverStyle style {index.data(ReadoutModel::ColorRole).value<QColor>(),
                                   static_cast<Marker>(index.data(ReadoutModel::MarkerRole).toInt())};
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(size, size);
        option->icon = markerIcon(style, size, Theme::of(option->widget).dark);
    }
};
} // namespace

ReadoutPanel::ReadoutPanel(QWidget* parent)
    : QWidget(parent)
    , m_source(new QLabel(this))
    , m_pin(new QToolButton(this))
    , m_copy(new QToolButton(this))
    , m_pages(new QStackedLayout)
    , m_table(new QTableView(this))
    , m_empty(new EmptyState(
          {}, tr("Point at a value in a view, or move to it with the arrow keys, and it is read out here."),
          this))
{
    setUpTable(*m_table);
    m_table->setItemDelegateForColumn(ReadoutModel::ObserverColumn, new MarkerDelegate(m_table));
    m_table->setAccessibleName(tr("Read-out"));
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSectionsClickable(true);
    m_source->setObjectName(QStringLiteral("muted"));
    m_pin->setCheckable(true);
    m_pin->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_pin->setText(tr("Pin"));
    m_pin->setToolTip(tr("Keep these values while the pointer moves on"));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copy the table as tab-separated text"));

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 4, 12, 4);
    bar->setSpacing(4);
    bar->addWidget(m_source, 1);
    bar->addWidget(m_pin);
    bar->addWidget(m_copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    // One place for both, so that nothing changes its size when values come and go.
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_table);
    layout->addLayout(m_pages, 1);
    setFocusProxy(m_table);

    connect(m_copy, &QToolButton::clicked, this, &ReadoutPanel::copy);
    connect(m_pin, &QToolButton::toggled, this, [this](bool pinned) {
        if (m_model)
            m_model->setPinned(pinned);
    });
    updateIcons();
    refresh();
}

void ReadoutPanel::setReadout(ReadoutModel* model, const QString& source)
{
    m_source->setText(source);
    if (model == m_model)
        return;
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_table->setModel(model);
    if (model) {
        m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
        m_table->horizontalHeader()->setStretchLastSection(false);
        m_table->horizontalHeader()->setDefaultSectionSize(88);
        m_table->horizontalHeader()->setSectionResizeMode(ReadoutModel::ObserverColumn, QHeaderView::Stretch);
        connect(model, &ReadoutModel::pinnedChanged, m_pin, &QToolButton::setChecked);
        connect(model, &QAbstractItemModel::rowsInserted, this, &ReadoutPanel::refresh);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &ReadoutPanel::refresh);
        connect(model, &QAbstractItemModel::modelReset, this, &ReadoutPanel::refresh);
        connect(model, &QObject::destroyed, this, &ReadoutPanel::refresh);
    }
    m_pin->setChecked(model && model->isPinned());
    refresh();
}

void ReadoutPanel::refresh()
{
    const bool any = m_model && m_model->rowCount() > 0;
    m_pages->setCurrentWidget(any ? static_cast<QWidget*>(m_table) : m_empty);
    m_pin->setEnabled(any);
    m_copy->setEnabled(any);
}

void ReadoutPanel::copy()
{
    if (m_model && m_model->rowCount() > 0)
        QApplication::clipboard()->setText(m_model->toTsv());
}

void ReadoutPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        updateIcons();
    QWidget::changeEvent(event);
}

void ReadoutPanel::updateIcons()
{
    const QColor color = Theme::of(this).text;
    m_pin->setIcon(themedIcon(QStringLiteral("pin"), color));
    m_copy->setIcon(themedIcon(QStringLiteral("copy"), color));
}

} // namespace learnscope
