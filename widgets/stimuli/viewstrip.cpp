#include "widgets/stimuli/viewstrip.h"

#include "core/stats/selectedtrials.h"
#include "widgets/stimuli/angledial.h"
#include "widgets/stimuli/thumbnailbutton.h"
#include "widgets/stimuli/thumbnailpainting.h"

#include <QEvent>

#include <algorithm>
#include <set>

namespace learnscope {

namespace {
constexpr int dialSide = 40;
constexpr int gap = 4;
constexpr int smallestSide = 30;
constexpr int largestSide = 60;

int labelHeightFor(const QWidget& widget)
{
    return widget.fontMetrics().height() + 1;
}
} // namespace

ViewStrip::ViewStrip(PictureLoader& loader, QWidget* parent)
    : QWidget(parent)
    , m_loader(loader)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFont(smallFont(font()));
    setAccessibleName(tr("Views of the object"));
}

void ViewStrip::setCatalogue(std::shared_ptr<const ObjectCatalogue> catalogue)
{
    m_catalogue = std::move(catalogue);
    std::set<std::vector<std::size_t>> shapes;
    if (m_catalogue)
        for (const StimulusObject& object : m_catalogue->objects()) {
            std::vector<std::size_t> shape;
            for (const ViewRow& row : object.rows)
                shape.push_back(row.cells.size());
            shapes.insert(shape);
        }
    m_shapes.assign(shapes.begin(), shapes.end());
    m_hasCurrent = false;
    for (Row& row : m_rows)
        row.used = 0; // the place shown was one of the catalogue before
    placeChildren();
    updateGeometry();
}

bool ViewStrip::isWorthShowing() const
{
    return std::any_of(m_shapes.begin(), m_shapes.end(),
                       [](const auto& shape) { return shape.size() > 1 || shape.front() > 1; });
}

void ViewStrip::showPlace(const ViewPlace& place)
{
    if (!m_catalogue)
        return;
    m_place = place;
    m_hasCurrent = true;
    const std::size_t rows = m_catalogue->object(place).rows.size();
    while (m_rows.size() < rows)
        makeRow();
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (row < rows)
            fillRow(m_rows[row], row);
        else
            m_rows[row].used = 0;
    }
    placeChildren();
}

void ViewStrip::setSelectedTrials(std::shared_ptr<const SelectedTrials> selected)
{
    m_selected = std::move(selected);
    refill();
}

std::uint64_t ViewStrip::selectedOf(const std::string& image) const
{
    std::uint64_t trials = 0;
    if (m_selected)
        for (const SelectedObserver& observer : m_selected->observers)
            trials += observer.trialsOfImage(image);
    return trials;
}

void ViewStrip::clearCurrent()
{
    m_hasCurrent = false;
    refill();
}

void ViewStrip::refill()
{
    for (std::size_t row = 0; m_catalogue && row < m_rows.size(); ++row)
        if (m_rows[row].used > 0)
            fillRow(m_rows[row], row);
}

void ViewStrip::makeRow()
{
    const std::size_t number = m_rows.size();
    Row row;
    row.dial = new AngleDial(this);
    connect(row.dial, &AngleDial::angleChosen, this,
            [this, number](int angle) { Q_EMIT angleChosen(number, angle); });
    m_rows.push_back(std::move(row));
}

void ViewStrip::fillRow(Row& row, std::size_t place)
{
    const ViewRow& shown = m_catalogue->object(m_place).rows[place];
    const bool active = m_hasCurrent && place == m_place.row;
    while (row.views.size() < shown.cells.size()) {
        auto* view = new ThumbnailButton(m_loader, this);
        const std::size_t cell = row.views.size();
        connect(view, &QAbstractButton::clicked, this, [this, view, place, cell] {
            view->setChecked(m_hasCurrent && place == m_place.row
                             && cell == m_place.cell); // the viewer says what is current, not the click
            Q_EMIT chosen({m_place.object, place, cell});
        });
        row.views.push_back(view);
    }
    row.used = shown.cells.size();
    std::vector<AngleDial::Mark> marks;
    for (std::size_t cell = 0; cell < shown.cells.size(); ++cell) {
        const ViewCell& view = shown.cells[cell];
        QString name = viewText(shown.axis, view.angle);
        const std::uint64_t selected =
            view.stimulus ? selectedOf(m_catalogue->set()->stimuli()[*view.stimulus].fileName) : 0;
        row.views[cell]->setSelected(selected > 0);
        if (selected > 0)
            name += selected == 1 ? tr(", 1 trial selected") : tr(", %L1 trials selected").arg(selected);
        marks.push_back({view.angle, view.stimulus.has_value()});
        if (view.stimulus) {
            const Stimulus& picture = m_catalogue->set()->stimuli()[*view.stimulus];
            const bool training = picture.phase == Phase::Train;
            row.views[cell]->show(QString::fromStdU16String(picture.path.u16string()), angleText(view.angle),
                                  training ? tr("%1, train set").arg(name)
                                      : picture.testSet > 0
                                      ? tr("%1, test set %2").arg(name).arg(picture.testSet)
                                      : tr("%1, test set").arg(name),
                                  training);
        } else {
            row.views[cell]->show({}, angleText(view.angle), tr("%1: no picture").arg(name), false);
        }
        row.views[cell]->setChecked(active && cell == m_place.cell);
    }
    row.dial->show(QString::fromStdString(shown.axis), marks, shown.cells[active ? m_place.cell : 0].angle,
                   active);
}

ViewStrip::Measure ViewStrip::measure(int width, std::size_t cells) const
{
    const int room = width - dialSide - 2 * gap;
    const int most = std::max(1, (room + gap) / (smallestSide + gap));
    Measure measure;
    measure.perLine = std::min<int>(most, static_cast<int>(cells));
    measure.side = std::clamp((room + gap) / measure.perLine - gap, smallestSide, largestSide);
    measure.lineHeight = measure.side + labelHeightFor(*this);
    return measure;
}

int ViewStrip::rowHeight(const Measure& line, std::size_t cells) const
{
    const int lines = (static_cast<int>(cells) + line.perLine - 1) / line.perLine;
    return std::max(dialSide, lines * line.lineHeight + (lines - 1) * gap);
}

int ViewStrip::heightForWidth(int width) const
{
    int tallest = 0;
    for (const auto& shape : m_shapes) {
        const Measure line = measure(width, *std::max_element(shape.begin(), shape.end()));
        int height = -gap;
        for (const std::size_t cells : shape)
            height += rowHeight(line, cells) + gap;
        tallest = std::max(tallest, height);
    }
    return tallest;
}

QSize ViewStrip::sizeHint() const
{
    const int width = parentWidget() ? parentWidget()->width() : 240;
    return {240, heightForWidth(width)};
}

QSize ViewStrip::minimumSizeHint() const
{
    return {dialSide + 2 * gap + smallestSide, dialSide};
}

QRect ViewStrip::currentGeometry() const
{
    if (!m_hasCurrent || m_place.row >= m_rows.size())
        return {};
    return m_rows[m_place.row].views[m_place.cell]->geometry();
}

void ViewStrip::placeChildren()
{
    int top = 0;
    std::size_t widest = 1; // the same picture size in every row
    for (const Row& row : m_rows)
        widest = std::max(widest, row.used);
    const Measure line = measure(width(), widest);
    for (Row& row : m_rows) {
        row.dial->setVisible(row.used > 0);
        for (std::size_t cell = row.used; cell < row.views.size(); ++cell)
            row.views[cell]->hide();
        if (row.used == 0)
            continue;
        row.dial->setGeometry(0, top + std::max(0, (line.side - dialSide) / 2), dialSide, dialSide);
        for (std::size_t cell = 0; cell < row.used; ++cell) {
            const int column = static_cast<int>(cell) % line.perLine;
            const int lineNumber = static_cast<int>(cell) / line.perLine;
            row.views[cell]->setGeometry(dialSide + 2 * gap + column * (line.side + gap),
                                         top + lineNumber * (line.lineHeight + gap), line.side,
                                         line.lineHeight);
            row.views[cell]->setVisible(true);
        }
        top += rowHeight(line, row.used) + gap;
    }
}

void ViewStrip::resizeEvent(QResizeEvent*)
{
    placeChildren();
}

void ViewStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace learnscope
