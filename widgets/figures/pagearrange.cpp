#include "widgets/figures/pagearrange.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

int columnsOf(const FigurePage& page)
{
    if (page.panels.empty())
        return 1;
    const double top = page.panels.front().frame.top();
    return int(std::count_if(page.panels.begin(), page.panels.end(), [top](const PagePanel& panel) {
        return std::abs(panel.frame.top() - top) < 1;
    }));
}

void resizeFrames(FigurePage& page, double width, double height)
{
    const double across = page.width / width;
    const double down = page.height / height;
    if (across == 1 && down == 1)
        return;
    const auto resized = [&](const QRectF& frame) {
        return QRectF(frame.x() * across, frame.y() * down, frame.width() * across, frame.height() * down);
    };
    for (PagePanel& panel : page.panels)
        panel.frame = resized(panel.frame);
    // The key is text: it keeps its height and its place above the page's lower edge.
    const double below = height - page.keyFrame.bottom();
    const double keyHeight = page.keyFrame.height();
    page.keyFrame = resized(page.keyFrame);
    if (!page.keyFrame.isEmpty() && below < page.height / 3)
        page.keyFrame =
            QRectF(page.keyFrame.x(), page.height - below - keyHeight, page.keyFrame.width(), keyHeight);
}

} // namespace learnscope
