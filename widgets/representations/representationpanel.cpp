#include "widgets/representations/representationpanel.h"

#include "widgets/common/look.h"
#include "widgets/itemmodels/representationmodel.h"
#include "widgets/representations/representationdelegate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace learnscope {

namespace {
constexpr int mostRowsInSight = 6;
}

RepresentationPanel::RepresentationPanel(RepresentationModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_list(new QListView(this))
    , m_open(new QToolButton(this))
{
    setObjectName(QStringLiteral("panel"));
    m_open->setText(tr("Open..."));
    m_open->setToolTip(tr("Open embeddings, features of networks, similarity matrices or triplets"));
    m_open->setAccessibleName(tr("Open representations"));
    m_list->setModel(&model);
    m_list->setItemDelegate(new RepresentationDelegate(m_list));
    m_list->setAccessibleName(tr("Representations"));
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);

    auto* heading = new QHBoxLayout;
    heading->setContentsMargins(12, 8, 8, 4);
    heading->addWidget(makeSectionLabel(tr("Representations"), this), 1);
    heading->addWidget(m_open);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(heading);
    auto* beside = new QHBoxLayout; // ticks stand below each other with those of the observers
    beside->setContentsMargins(8, 0, 8, 0);
    beside->addWidget(m_list);
    layout->addLayout(beside);

    connect(m_open, &QToolButton::clicked, this, &RepresentationPanel::openRequested);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
        if (m_list->indexAt(position).isValid() || currentPlace() >= 0)
            Q_EMIT contextMenuRequested(m_list->viewport()->mapToGlobal(position));
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &RepresentationPanel::currentChanged);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &RepresentationPanel::updateHeight);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &RepresentationPanel::updateHeight);
    connect(&model, &QAbstractItemModel::modelReset, this, &RepresentationPanel::updateHeight);
    updateHeight();
}

int RepresentationPanel::currentPlace() const
{
    return m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
}

void RepresentationPanel::renameCurrent()
{
    if (m_list->currentIndex().isValid())
        m_list->edit(m_list->currentIndex());
}

void RepresentationPanel::updateHeight()
{
    const int rows = std::min(m_model.count(), mostRowsInSight);
    m_list->setFixedHeight(rows == 0 ? 0 : rows * m_list->sizeHintForRow(0) + 8);
    m_list->setVisible(rows > 0);
    Q_EMIT currentChanged();
}

bool RepresentationPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete && currentPlace() >= 0) {
        Q_EMIT removeRequested(currentPlace());
        return true;
    }
    if (watched == m_list && event->type() == QEvent::FontChange)
        updateHeight();
    return QWidget::eventFilter(watched, event);
}

} // namespace learnscope
