#pragma once

#include "tests/support/madeset.h"
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/matrices/matrixview.h"

#include <QMouseEvent>
#include <QtTest>
#include <QWheelEvent>

// What the tests of MatrixView share.
namespace learnscope {

inline constexpr std::size_t count = 48;

inline RepresentationInput features(const char* name, std::uint64_t seed)
{
    return {name, std::string("Net ") + name, madeFeatures(count, 10, seed)};
}

inline std::shared_ptr<const RepresentationSet> twoOfOneGroup()
{
    RepresentationOptions options;
    options.order.by = ItemOrdering::Clusters;
    options.order.clusters = 6;
    return madeSet({features("a", 1), features("b", 2)}, options);
}

/// Two groups: matrices of the same items, and one of others.
inline std::shared_ptr<const RepresentationSet> twoGroups()
{
    const auto other = madeMatrix(20, [](auto row, auto column) { return .01 * double(row * 20 + column); });
    std::vector<std::string> names;
    for (int place = 0; place < 20; ++place)
        names.push_back("other " + std::to_string(place));
    return madeSet({features("a", 1), features("b", 2), {"c", "Other", *other.withNames(RowNames(names))}});
}

class Stage
{
public:
    explicit Stage(std::shared_ptr<const RepresentationSet> drawn, const QSize& size = {900, 520})
        : set(std::move(drawn))
    {
        view.setRepresentationModels(&items, nullptr);
        view.setRepresentations(set);
        view.resize(size);
        view.show();
        [[maybe_unused]] const bool isShown = QTest::qWaitForWindowExposed(&view);
        settle();
    }

    /// Until all that is seen is drawn sharply.
    void settle()
    {
        QVERIFY(QTest::qWaitFor([this] {
            view.grab();
            return canvas().isComplete() && canvas().tiles().isIdle();
        }));
    }

    MatrixCanvas& canvas() const { return *view.canvas(); }
    QPoint pointOf(std::size_t panel, std::size_t row, std::size_t column) const
    {
        const MatrixPair pair {canvas().panels()[panel].group, row, column};
        return canvas().areaOf(panel, pair).center().toPoint();
    }
    void click(std::size_t panel, std::size_t row, std::size_t column, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view.canvas(), Qt::LeftButton, modifiers, pointOf(panel, row, column));
    }
    void key(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&view, Qt::Key(key), modifiers);
    }
    std::string item(std::size_t place, std::size_t group = 0) const
    {
        return set->groups[group].itemAt(place);
    }
    ItemSet itemsOf(std::size_t begin, std::size_t end) const
    {
        ItemSet all;
        for (std::size_t place = begin; place < end; ++place)
            all.insert(item(place));
        return all;
    }

    std::shared_ptr<const RepresentationSet> set;
    ItemSelectionModel items;
    MatrixView view;
};

inline void wheel(MatrixCanvas& canvas, const QPoint& at, int steps)
{
    QWheelEvent event(at, canvas.mapToGlobal(at), {}, QPoint(0, 120 * steps), Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&canvas, &event);
}

inline void pointAt(MatrixCanvas& canvas, const QPoint& at)
{
    QMouseEvent move(QEvent::MouseMove, at, canvas.mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
    QCoreApplication::sendEvent(&canvas, &move);
}

inline void drag(MatrixCanvas& canvas, Qt::MouseButton button, const QPoint& from, const QPoint& to,
                 Qt::KeyboardModifiers modifiers = {})
{
    QTest::mousePress(&canvas, button, modifiers, from);
    QMouseEvent move(QEvent::MouseMove, to, canvas.mapToGlobal(to), Qt::NoButton, button, modifiers);
    QCoreApplication::sendEvent(&canvas, &move);
    QTest::mouseRelease(&canvas, button, modifiers, to);
}
} // namespace learnscope
