#include "core/probing/lbfgs.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace learnscope {

namespace {
constexpr double sufficient = 1e-4; // c1
constexpr double curvature = .9; // c2
constexpr int mostTrials = 25; // of one line search
constexpr std::size_t stretch = 1 << 15;

template<typename Real>
class Descender
{
public:
    using Vector = std::vector<Real>;
    using Loss = std::function<double(std::span<const Real>, std::span<Real>)>;

    Descender(const Loss& loss, Vector& place, const DescentOptions& options, unsigned threads,
              JobContext& context)
        : m_loss(loss)
        , m_place(place)
        , m_options(options)
        , m_threads(threads)
        , m_context(context)
        , m_gradient(place.size())
        , m_direction(place.size())
        , m_trialPlace(place.size())
        , m_trialGradient(place.size())
    {
    }

    Result<Descent> run(const std::function<bool(int, double, std::span<const Real>)>& goesOn);

private:
    /// A point on the line that is searched.
    struct Trial
    {
        double step = 0;
        double loss = 0;
        double slope = 0;
    };
    /// What one step told of curvature.
    struct Pair
    {
        Vector move;
        Vector change; ///< of the gradient
        double product = 0; ///< of both, above 0
    };

    double dot(std::span<const Real> one, std::span<const Real> other) const;
    /// out = one + factor * other
    void add(std::span<const Real> one, double factor, std::span<const Real> other,
             std::span<Real> out) const;
    void chooseDirection();
    Trial tryStep(double step);
    bool search(double firstStep);
    bool zoom(Trial low, Trial high, const Trial& start);
    static double between(const Trial& low, const Trial& high);
    void remember();

    const Loss& m_loss;
    Vector& m_place;
    DescentOptions m_options;
    unsigned m_threads;
    JobContext& m_context;
    Vector m_gradient;
    Vector m_direction;
    Vector m_trialPlace;
    Vector m_trialGradient;
    std::deque<Pair> m_pairs;
    Descent m_descent;
};

template<typename Real>
double Descender<Real>::dot(std::span<const Real> one, std::span<const Real> other) const
{
    const std::size_t count = (one.size() + stretch - 1) / stretch;
    std::vector<double> sums(count);
    parallelFor(count, m_threads, [&](std::size_t index) {
        const std::size_t end = std::min((index + 1) * stretch, one.size());
        double sum = 0;
        for (std::size_t place = index * stretch; place < end; ++place)
            sum += double {one[place]} * double {other[place]};
        sums[index] = sum;
    });
    double all = 0;
    for (const double sum : sums)
        all += sum;
    return all;
}

template<typename Real>
void Descender<Real>::add(std::span<const Real> one, double factor, std::span<const Real> other,
                          std::span<Real> out) const
{
    parallelFor((one.size() + stretch - 1) / stretch, m_threads, [&](std::size_t index) {
        const std::size_t end = std::min((index + 1) * stretch, one.size());
        const auto times = static_cast<Real>(factor);
        for (std::size_t place = index * stretch; place < end; ++place)
            out[place] = one[place] + times * other[place];
    });
}

/// Minus the gradient times what the pairs tell of the inverse Hessian (algorithm 7.4).
template<typename Real>
void Descender<Real>::chooseDirection()
{
    std::transform(m_gradient.begin(), m_gradient.end(), m_direction.begin(),
                   [](Real value) { return -value; });
    std::vector<double> factors(m_pairs.size());
    for (std::size_t index = m_pairs.size(); index-- > 0;) {
        const Pair& pair = m_pairs[index];
        factors[index] = dot(pair.move, m_direction) / pair.product;
        add(m_direction, -factors[index], pair.change, m_direction);
    }
    if (!m_pairs.empty()) {
        const Pair& newest = m_pairs.back();
        const auto scale = static_cast<Real>(newest.product / dot(newest.change, newest.change));
        for (Real& value : m_direction)
            value *= scale;
    }
    for (std::size_t index = 0; index < m_pairs.size(); ++index) {
        const Pair& pair = m_pairs[index];
        add(m_direction, factors[index] - dot(pair.change, m_direction) / pair.product, pair.move,
            m_direction);
    }
}

template<typename Real>
auto Descender<Real>::tryStep(double step) -> Trial
{
    add(m_place, step, m_direction, m_trialPlace);
    ++m_descent.evaluations;
    const double loss = m_loss(m_trialPlace, m_trialGradient);
    return {step, loss, dot(m_trialGradient, m_direction)};
}

/// Where a cubic through both ends has its minimum (equation 3.59), kept away from the ends.
template<typename Real>
double Descender<Real>::between(const Trial& low, const Trial& high)
{
    const double first = low.slope + high.slope - 3 * (low.loss - high.loss) / (low.step - high.step);
    const double root = first * first - low.slope * high.slope;
    const double middle = (low.step + high.step) / 2;
    if (!(root >= 0))
        return middle;
    const double second = std::copysign(std::sqrt(root), high.step - low.step);
    const double step = high.step
        - (high.step - low.step) * (high.slope + second - first) / (high.slope - low.slope + 2 * second);
    const auto [left, right] = std::minmax(low.step, high.step);
    const double room = .1 * (right - left);
    return std::isfinite(step) ? std::clamp(step, left + room, right - room) : middle;
}

/// A step between two that is good enough (algorithm 3.6). The last trial is where it was found.
template<typename Real>
bool Descender<Real>::zoom(Trial low, Trial high, const Trial& start)
{
    for (int count = 0; count < mostTrials; ++count) {
        if (std::abs(high.step - low.step) < 1e-12 * std::max(1., low.step))
            break;
        const Trial trial = tryStep(between(low, high));
        if (!(trial.loss <= start.loss + sufficient * trial.step * start.slope) || trial.loss >= low.loss) {
            high = trial;
            continue;
        }
        if (std::abs(trial.slope) <= -curvature * start.slope) {
            m_descent.loss = trial.loss;
            return true;
        }
        if (trial.slope * (high.step - low.step) >= 0)
            high = low;
        low = trial;
    }
    if (!(low.loss < start.loss))
        return false;
    m_descent.loss = tryStep(low.step).loss; // it falls, though not as steeply as was hoped
    return true;
}

/// A step along the direction that makes the loss fall well (algorithm 3.5).
template<typename Real>
bool Descender<Real>::search(double firstStep)
{
    const Trial start {0, m_descent.loss, dot(m_gradient, m_direction)};
    if (!(start.slope < 0))
        return false;
    Trial before = start;
    double step = firstStep;
    for (int count = 0; count < mostTrials; ++count) {
        const Trial trial = tryStep(step);
        if (!(trial.loss <= start.loss + sufficient * step * start.slope)
            || (count > 0 && trial.loss >= before.loss))
            return zoom(before, trial, start);
        if (std::abs(trial.slope) <= -curvature * start.slope) {
            m_descent.loss = trial.loss;
            return true;
        }
        if (trial.slope >= 0)
            return zoom(trial, before, start);
        before = trial;
        step *= 2;
    }
    return false;
}

template<typename Real>
void Descender<Real>::remember()
{
    Pair pair {Vector(m_place.size()), Vector(m_place.size()), 0};
    if (m_pairs.size() >= static_cast<std::size_t>(std::max(1, m_options.history))) {
        pair = std::move(m_pairs.front());
        m_pairs.pop_front();
    }
    add(m_trialPlace, -1, m_place, pair.move);
    add(m_trialGradient, -1, m_gradient, pair.change);
    pair.product = dot(pair.move, pair.change);
    if (pair.product > 0)
        m_pairs.push_back(std::move(pair));
}

template<typename Real>
Result<Descent> Descender<Real>::run(const std::function<bool(int, double, std::span<const Real>)>& goesOn)
{
    m_descent.loss = m_loss(m_place, m_gradient);
    ++m_descent.evaluations;
    if (!std::isfinite(m_descent.loss))
        return failure(Error::Kind::OutOfRange, "the loss at the start is not finite");
    int small = 0;
    m_descent.end = DescentEnd::MostIterations;
    while (m_descent.iterations < m_options.iterations) {
        if (m_context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        chooseDirection();
        const double length = std::sqrt(dot(m_direction, m_direction));
        if (length == 0) {
            m_descent.end = DescentEnd::Settled;
            break;
        }
        const double before = m_descent.loss;
        if (!search(m_pairs.empty() ? std::min(1., .1 / length) : 1.)) {
            if (m_pairs.empty()) {
                m_descent.end = DescentEnd::NoStepFound;
                break;
            }
            m_pairs.clear(); // what they tell is worn out: once more down the gradient
            continue;
        }
        remember();
        std::swap(m_place, m_trialPlace);
        std::swap(m_gradient, m_trialGradient);
        ++m_descent.iterations;
        if (goesOn && !goesOn(m_descent.iterations, m_descent.loss, m_place)) {
            m_descent.end = DescentEnd::Stopped;
            break;
        }
        small =
            before - m_descent.loss < m_options.tolerance * (1 + std::abs(m_descent.loss)) ? small + 1 : 0;
        if (small >= 3) {
            m_descent.end = DescentEnd::Settled;
            break;
        }
    }
    return m_descent;
}
} // namespace

template<typename Real>
Result<Descent> minimise(const std::function<double(std::span<const Real>, std::span<Real>)>& loss,
                         std::vector<Real>& start, const DescentOptions& options, unsigned threads,
                         const std::function<bool(int, double, std::span<const Real>)>& goesOn,
                         JobContext& context)
{
    return Descender<Real>(loss, start, options, threads, context).run(goesOn);
}

template Result<Descent> minimise(const std::function<double(std::span<const float>, std::span<float>)>&,
                                  std::vector<float>&, const DescentOptions&, unsigned,
                                  const std::function<bool(int, double, std::span<const float>)>&,
                                  JobContext&);
template Result<Descent> minimise(const std::function<double(std::span<const double>, std::span<double>)>&,
                                  std::vector<double>&, const DescentOptions&, unsigned,
                                  const std::function<bool(int, double, std::span<const double>)>&,
                                  JobContext&);

} // namespace learnscope
