#include "widgets/plots/plotview.h"

#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/itemmodels/selectionmodel.h"

#include <QCoreApplication>
#include <QEvent>

#include <array>

namespace learnscope {

std::span<const ViewKind> viewKinds()
{
    static constexpr std::array kinds = {ViewKind::LearningCurves, ViewKind::Gap, ViewKind::Runs};
    return kinds;
}

QString viewId(ViewKind kind)
{
    switch (kind) {
    case ViewKind::LearningCurves:
        return QStringLiteral("learning-curves");
    case ViewKind::Gap:
        return QStringLiteral("gap");
    case ViewKind::Runs:
        return QStringLiteral("runs");
    }
    return {};
}

std::optional<ViewKind> viewKindFromId(QStringView id)
{
    for (const ViewKind kind : viewKinds())
        if (viewId(kind) == id)
            return kind;
    return {};
}

QString viewTitle(ViewKind kind)
{
    switch (kind) {
    case ViewKind::LearningCurves:
        return QCoreApplication::translate("PlotView", "Learning curves");
    case ViewKind::Gap:
        return QCoreApplication::translate("PlotView", "Train/test gap");
    case ViewKind::Runs:
        return QCoreApplication::translate("PlotView", "Single runs");
    }
    return {};
}

PlotView::PlotView(QWidget* parent)
    : QWidget(parent)
    , m_readout(new ReadoutModel(this))
{
    setFocusPolicy(Qt::StrongFocus);
}

PlotView::~PlotView() = default;

void PlotView::setModels(ObserverModel* observers, SelectionModel* selection)
{
    if (m_observers)
        m_observers->disconnect(this);
    if (m_selection)
        m_selection->disconnect(this);
    m_observers = observers;
    m_selection = selection;
    if (m_observers) {
        connect(m_observers, &ObserverModel::stylesChanged, this, &PlotView::curvesChanged);
        connect(m_observers, &QObject::destroyed, this, [this] { m_observers = nullptr; });
    }
    if (m_selection) {
        connect(m_selection, &SelectionModel::selectionChanged, this, &PlotView::lookChanged);
        connect(m_selection, &QObject::destroyed, this, [this] { m_selection = nullptr; });
    }
    curvesChanged();
}

void PlotView::setCurves(std::shared_ptr<const CurveSet> curves)
{
    if (curves == m_curves)
        return;
    m_curves = std::move(curves);
    curvesChanged();
    Q_EMIT captionChanged();
}

void PlotView::setOptions(const ViewOptions& options)
{
    if (options == m_options)
        return;
    m_options = options;
    curvesChanged();
    Q_EMIT captionChanged();
}

void PlotView::setHiddenObservers(std::set<std::string> names)
{
    if (names == m_hidden)
        return;
    m_hidden = std::move(names);
    lookChanged();
    Q_EMIT hiddenObserversChanged();
}

void PlotView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::StyleChange)
        lookChanged();
}

} // namespace learnscope
