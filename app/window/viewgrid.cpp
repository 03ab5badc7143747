#include "app/window/viewgrid.h"

#include "app/window/viewcard.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace learnscope {

namespace {
void collectCards(const QSplitter& splitter, QList<ViewCard*>& cards)
{
    for (int place = 0; place < splitter.count(); ++place) {
        if (auto* card = qobject_cast<ViewCard*>(splitter.widget(place)))
            cards << card;
        else if (auto* inner = qobject_cast<QSplitter*>(splitter.widget(place)))
            collectCards(*inner, cards);
    }
}

constexpr auto sharesProperty = "shares";

/// How a splitter's parts share its length. Kept beside the lengths in pixels, which are not known before the
/// splitter is shown, and are nothing while another part is seen alone.
QList<int> sharesOf(const QSplitter& splitter)
{
    QList<int> shares;
    for (const QVariant& share : splitter.property(sharesProperty).toList())
        shares << share.toInt();
    return shares;
}

void setShares(QSplitter& splitter, const QList<int>& shares)
{
    splitter.setProperty(sharesProperty, QVariantList(shares.begin(), shares.end()));
    splitter.setSizes(shares);
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

QSplitter* ViewGrid::makeSplitter(Qt::Orientation orientation, QWidget* parent)
{
    auto* splitter = new QSplitter(orientation, parent);
    splitter->setHandleWidth(8);
    splitter->setChildrenCollapsible(false);
    connect(splitter, &QSplitter::splitterMoved, this, [this, splitter] {
        const QList<int> sizes = splitter->sizes();
        const int whole = std::max(1, std::accumulate(sizes.begin(), sizes.end(), 0));
        QVariantList shares;
        for (const int size : sizes)
            shares << std::max(1, qRound(1000. * sizes.size() * size / whole));
        splitter->setProperty(sharesProperty, shares);
        Q_EMIT layoutChanged();
    });
    return splitter;
}

ViewCard* ViewGrid::makeCard(ViewKind kind, QWidget* parent)
{
    auto* card = new ViewCard(kind, m_actions, parent);
    connect(card, &ViewCard::activated, this, [this, card] { setActive(card); });
    connect(card, &ViewCard::maximiseToggled, this, [this, card] { toggleMaximised(card); });
    connect(card, &ViewCard::viewChanged, this, [this, card] {
        connect(card->view(), &PlotView::stateChanged, this, &ViewGrid::layoutChanged);
        Q_EMIT viewMade(card->view());
        if (card == m_active)
            Q_EMIT activeChanged();
        Q_EMIT cardsChanged();
        Q_EMIT layoutChanged();
    });
    connect(card->view(), &PlotView::stateChanged, this, &ViewGrid::layoutChanged);
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
            QSplitter* inner = makeSplitter(orientation);
            parent->replaceWidget(place, inner);
            inner->addWidget(card);
            setShares(*inner, {1000});
            card->show();
            inner->show();
            setShares(*parent, sharesOf(*parent));
            parent = inner;
            place = 0;
        }
    }
    QList<int> shares = sharesOf(*parent);
    const int half = std::max(1, shares[place] / 2);
    shares[place] = half;
    shares.insert(place + 1, half);
    ViewCard* added = makeCard(kind);
    parent->insertWidget(place + 1, added);
    setShares(*parent, shares);
    added->show();
    m_active->setActive(false);
    m_active = nullptr;
    setActive(added);
    added->setFocus(Qt::OtherFocusReason);
    Q_EMIT cardsChanged();
    Q_EMIT layoutChanged();
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
    QList<int> shares = sharesOf(*parent);
    shares.removeAt(parent->indexOf(card));
    delete card;
    setShares(*parent, shares);
    collapse(parent);
    if (!m_active)
        setActive(next);
    m_active->setActive(cards().size() > 1);
    if (hadFocus)
        m_active->setFocus(Qt::OtherFocusReason);
    Q_EMIT cardsChanged();
    Q_EMIT layoutChanged();
}

/// A splitter with one part left gives way to that part.
void ViewGrid::collapse(QSplitter* splitter)
{
    if (splitter == m_root || splitter->count() != 1)
        return;
    auto* parent = qobject_cast<QSplitter*>(splitter->parentWidget());
    QWidget* left = splitter->widget(0);
    const int place = parent->indexOf(splitter);
    left->setParent(nullptr);
    delete parent->replaceWidget(place, left);
    left->show();
    setShares(*parent, sharesOf(*parent));
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

ViewLayout ViewGrid::layoutOf(const QWidget* node) const
{
    ViewLayout layout;
    if (const auto* card = qobject_cast<const ViewCard*>(node)) {
        layout.kind = card->kind();
        layout.state = card->view()->state();
        return layout;
    }
    const auto* splitter = qobject_cast<const QSplitter*>(node);
    layout.orientation = splitter->orientation();
    layout.shares = sharesOf(*splitter);
    for (int place = 0; place < splitter->count(); ++place)
        layout.parts.push_back(layoutOf(splitter->widget(place)));
    return layout;
}

QByteArray ViewGrid::save() const
{
    return toJson(withoutStates(layoutOf(m_root)));
}

QByteArray ViewGrid::saveWithStates() const
{
    return toJson(layoutOf(m_root));
}

/// Everything is made where it will stand: widgets that come under another parent are styled once more.
QWidget* ViewGrid::build(const ViewLayout& layout, QList<ViewCard*>& spare, QWidget* parent)
{
    if (layout.kind) {
        const auto fits = std::find_if(spare.begin(), spare.end(),
                                       [&](const ViewCard* card) { return card->kind() == *layout.kind; });
        ViewCard* card = fits == spare.end() ? makeCard(*layout.kind, parent) : *fits;
        if (fits != spare.end())
            spare.erase(fits);
        card->setMaximised(false);
        card->view()->setState(layout.state);
        return card;
    }
    QSplitter* splitter = makeSplitter(layout.orientation, parent);
    for (const ViewLayout& part : layout.parts)
        splitter->addWidget(build(part, spare, splitter));
    setShares(*splitter, layout.shares);
    return splitter;
}

bool ViewGrid::restore(const QByteArray& saved)
{
    const auto layout = viewLayoutFrom(saved, maximumViews);
    if (!layout)
        return false;
    const ViewLayout now = m_active ? layoutOf(m_root) : ViewLayout();
    if (m_active && withoutStates(now) == withoutStates(*layout)) {
        restoreStates(*layout, m_root);
        return true;
    }
    // Views that stay keep their zoom and read-out.
    const auto activePlace = static_cast<int>(cards().indexOf(m_active.data()));
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    QList<ViewCard*> spare = cards();
    m_active = nullptr;
    m_maximised = nullptr;
    auto* root = qobject_cast<QSplitter*>(build(*layout, spare, this));
    delete this->layout()->replaceWidget(m_root, root);
    delete m_root; // with the cards that are not used again
    m_root = root;
    root->show();
    showAll(*root);
    const QList<ViewCard*> all = cards();
    for (ViewCard* card : all)
        card->setActive(false);
    setActive(all[std::clamp(activePlace, 0, static_cast<int>(all.size()) - 1)]);
    if (hadFocus)
        m_active->setFocus(Qt::OtherFocusReason);
    Q_EMIT cardsChanged();
    Q_EMIT layoutChanged();
    return true;
}

void ViewGrid::restoreStates(const ViewLayout& layout, QWidget* node)
{
    if (auto* card = qobject_cast<ViewCard*>(node)) {
        card->view()->setState(layout.state);
        return;
    }
    const auto* splitter = qobject_cast<const QSplitter*>(node);
    for (int place = 0; place < splitter->count(); ++place)
        restoreStates(layout.parts[std::size_t(place)], splitter->widget(place));
}

QByteArray ViewGrid::zooms() const
{
    QJsonArray zooms;
    for (const ViewCard* card : cards())
        zooms << card->view()->zoom();
    return QJsonDocument(zooms).toJson(QJsonDocument::Compact);
}

void ViewGrid::setZooms(const QByteArray& zooms)
{
    const QJsonArray all = QJsonDocument::fromJson(zooms).array();
    const QList<ViewCard*> views = cards();
    for (int place = 0; place < views.size(); ++place)
        views[place]->view()->setZoom(all[place].toObject());
}

void ViewGrid::reset()
{
    restore(QByteArrayLiteral(R"({"split":"right","sizes":[1000,1000],"children":[)"
                              R"({"view":"learning-curves"},{"view":"gap"}]})"));
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
