#include "app/window/viewgrid.h"

#include "app/window/viewcard.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSplitter>
#include <QVBoxLayout>

namespace learnscope {

namespace {
const auto splitKey = QStringLiteral("split");
const auto sizesKey = QStringLiteral("sizes");
const auto childrenKey = QStringLiteral("children");
const auto viewKey = QStringLiteral("view");
constexpr int maximumDepth = 8;

QString orientationName(Qt::Orientation orientation)
{
    return orientation == Qt::Horizontal ? QStringLiteral("right") : QStringLiteral("below");
}

/// The number of views below @p node; a negative number where it is not a layout.
int countViews(const QJsonObject& node, int depth)
{
    constexpr int broken = -1000;
    if (node.contains(viewKey))
        return viewKindFromId(node[viewKey].toString()) ? 1 : broken;
    const QString split = node[splitKey].toString();
    const QJsonArray children = node[childrenKey].toArray();
    const bool known = split == orientationName(Qt::Horizontal) || split == orientationName(Qt::Vertical);
    if (!known || children.isEmpty() || depth > maximumDepth
        || node[sizesKey].toArray().size() != children.size())
        return broken;
    int views = 0;
    for (const QJsonValue& child : children)
        views += countViews(child.toObject(), depth + 1);
    return views;
}

void collectCards(const QSplitter& splitter, QList<ViewCard*>& cards)
{
    for (int place = 0; place < splitter.count(); ++place) {
        if (auto* card = qobject_cast<ViewCard*>(splitter.widget(place)))
            cards << card;
        else if (auto* inner = qobject_cast<QSplitter*>(splitter.widget(place)))
            collectCards(*inner, cards);
    }
}

void showAll(QSplitter& splitter)
{
    for (int place = 0; place < splitter.count(); ++place) {
        splitter.widget(place)->show();
        if (auto* inner = qobject_cast<QSplitter*>(splitter.widget(place)))
            showAll(*inner);
    }
}
} // namespace

ViewGrid::ViewGrid(const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_root(makeSplitter(Qt::Horizontal))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 8, 4, 4);
    layout->addWidget(m_root);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { followFocus(now); });
}

QSplitter* ViewGrid::makeSplitter(Qt::Orientation orientation) const
{
    auto* splitter = new QSplitter(orientation);
    splitter->setHandleWidth(8);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

ViewCard* ViewGrid::makeCard(ViewKind kind)
{
    auto* card = new ViewCard(kind, m_actions);
    connect(card, &ViewCard::activated, this, [this, card] { setActive(card); });
    connect(card, &ViewCard::maximiseToggled, this, [this, card] { toggleMaximised(card); });
    connect(card, &ViewCard::viewChanged, this, [this, card] {
        Q_EMIT viewMade(card->view());
        if (card == m_active)
            Q_EMIT activeChanged();
    });
    Q_EMIT viewMade(card->view());
    return card;
}

QList<ViewCard*> ViewGrid::cards() const
{
    QList<ViewCard*> cards;
    collectCards(*m_root, cards);
    return cards;
}

void ViewGrid::setActive(ViewCard* card)
{
    if (card == m_active)
        return;
    if (m_active)
        m_active->setActive(false);
    m_active = card;
    if (card != nullptr)
        card->setActive(cards().size() > 1);
    Q_EMIT activeChanged();
}

void ViewGrid::stepActive(int steps)
{
    const QList<ViewCard*> all = cards();
    const auto count = static_cast<int>(all.size());
    const auto place = static_cast<int>(all.indexOf(m_active.data()));
    ViewCard* next = all[((place + steps) % count + count) % count];
    if (m_maximised && next != m_maximised)
        toggleMaximised(next);
    setActive(next);
    next->setFocus(Qt::TabFocusReason);
}

ViewCard* ViewGrid::split(ViewCard* card, Qt::Orientation orientation, ViewKind kind)
{
    if (card == nullptr || cards().size() >= maximumViews)
        return nullptr;
    if (m_maximised)
        toggleMaximised(m_maximised);
    auto* parent = qobject_cast<QSplitter*>(card->parentWidget());
    int place = parent->indexOf(card);
    if (parent->orientation() != orientation) {
        if (parent->count() == 1) {
            parent->setOrientation(orientation);
        } else {
            const QList<int> before = parent->sizes();
            QSplitter* inner = makeSplitter(orientation);
            parent->replaceWidget(place, inner);
            inner->addWidget(card);
            card->show();
            inner->show();
            parent->setSizes(before);
            parent = inner;
            place = 0;
        }
    }
    QList<int> sizes = parent->sizes();
    const int half = std::max(1, sizes[place] / 2);
    sizes[place] = half;
    sizes.insert(place + 1, half);
    ViewCard* added = makeCard(kind);
    parent->insertWidget(place + 1, added);
    parent->setSizes(sizes);
    added->show();
    m_active->setActive(false);
    m_active = nullptr;
    setActive(added);
    added->setFocus(Qt::OtherFocusReason);
    Q_EMIT cardsChanged();
    return added;
}

void ViewGrid::close(ViewCard* card)
{
    const QList<ViewCard*> all = cards();
    if (card == nullptr || all.size() < 2)
        return;
    if (m_maximised)
        toggleMaximised(m_maximised);
    const auto place = all.indexOf(card);
    ViewCard* next = place + 1 < all.size() ? all[place + 1] : all[place - 1];
    auto* parent = qobject_cast<QSplitter*>(card->parentWidget());
    const bool hadFocus = card->isAncestorOf(QApplication::focusWidget());
    if (card == m_active)
        m_active = nullptr;
    delete card;
    collapse(parent);
    if (!m_active)
        setActive(next);
    m_active->setActive(cards().size() > 1);
    if (hadFocus)
        m_active->setFocus(Qt::OtherFocusReason);
    Q_EMIT cardsChanged();
}

/// A splitter with one part left gives way to that part.
void ViewGrid::collapse(QSplitter* splitter)
{
    if (splitter == m_root || splitter->count() != 1)
        return;
    auto* parent = qobject_cast<QSplitter*>(splitter->parentWidget());
    const QList<int> sizes = parent->sizes();
    QWidget* left = splitter->widget(0);
    const int place = parent->indexOf(splitter);
    left->setParent(nullptr);
    delete parent->replaceWidget(place, left);
    left->show();
    parent->setSizes(sizes);
}

void ViewGrid::toggleMaximised(ViewCard* card)
{
    if (m_maximised)
        m_maximised->setMaximised(false);
    showAll(*m_root);
    if (card == nullptr || card == m_maximised) {
        m_maximised = nullptr;
    } else {
        m_maximised = card;
        card->setMaximised(true);
        setActive(card);
        for (QWidget* node = card; node != m_root; node = node->parentWidget()) {
            auto* parent = qobject_cast<QSplitter*>(node->parentWidget());
            for (int place = 0; place < parent->count(); ++place)
                if (parent->widget(place) != node)
                    parent->widget(place)->hide();
        }
    }
    Q_EMIT cardsChanged();
}

QJsonObject ViewGrid::toJson(const QWidget* node) const
{
    QJsonObject object;
    if (const auto* card = qobject_cast<const ViewCard*>(node)) {
        object[viewKey] = viewId(card->kind());
        return object;
    }
    const auto* splitter = qobject_cast<const QSplitter*>(node);
    QJsonArray sizes;
    QJsonArray children;
    const QList<int> lengths = splitter->sizes();
    for (int place = 0; place < splitter->count(); ++place) {
        sizes << std::max(1, lengths[place]); // 0 where it is hidden behind a maximised view
        children << toJson(splitter->widget(place));
    }
    object[splitKey] = orientationName(splitter->orientation());
    object[sizesKey] = sizes;
    object[childrenKey] = children;
    return object;
}

QByteArray ViewGrid::save() const
{
    return QJsonDocument(toJson(m_root)).toJson(QJsonDocument::Compact);
}

QWidget* ViewGrid::fromJson(const QJsonObject& node)
{
    if (node.contains(viewKey))
        return makeCard(*viewKindFromId(node[viewKey].toString()));
    QSplitter* splitter = makeSplitter(
        node[splitKey].toString() == orientationName(Qt::Horizontal) ? Qt::Horizontal : Qt::Vertical);
    QList<int> sizes;
    for (const QJsonValue& child : node[childrenKey].toArray())
        splitter->addWidget(fromJson(child.toObject()));
    for (const QJsonValue& size : node[sizesKey].toArray())
        sizes << std::clamp(size.toInt(), 1, 100000);
    splitter->setSizes(sizes);
    return splitter;
}

bool ViewGrid::restore(const QByteArray& saved)
{
    const QJsonObject root = QJsonDocument::fromJson(saved).object();
    const int views = countViews(root, 0);
    if (!root.contains(splitKey) || views < 1 || views > maximumViews)
        return false;
    replaceRoot(qobject_cast<QSplitter*>(fromJson(root)));
    return true;
}

void ViewGrid::reset()
{
    restore(QByteArrayLiteral(R"({"split":"right","sizes":[1000,1000],"children":[)"
                              R"({"view":"learning-curves"},{"view":"gap"}]})"));
}

void ViewGrid::replaceRoot(QSplitter* root)
{
    m_active = nullptr;
    m_maximised = nullptr;
    delete layout()->replaceWidget(m_root, root);
    delete m_root;
    m_root = root;
    root->show();
    setActive(cards().first());
    Q_EMIT cardsChanged();
}

void ViewGrid::followFocus(QWidget* now)
{
    for (QWidget* widget = now; widget != nullptr && widget != this; widget = widget->parentWidget())
        if (auto* card = qobject_cast<ViewCard*>(widget)) {
            setActive(card);
            return;
        }
}

} // namespace learnscope
