#include "core/stimuli/picture.h"

#include "core/base/filewriter.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace learnscope {

namespace {
/// Eight bits a channel, three channels in the order red, green, blue; transparency dropped.
cv::Mat toRgb(cv::Mat picture)
{
    if (picture.depth() == CV_16U)
        picture.convertTo(picture, CV_8U, 1.0 / 257);
    cv::Mat rgb;
    switch (picture.channels()) {
    case 1:
        cv::cvtColor(picture, rgb, cv::COLOR_GRAY2RGB);
        break;
    case 4:
        cv::cvtColor(picture, rgb, cv::COLOR_BGRA2RGB);
        break;
    default:
        cv::cvtColor(picture, rgb, cv::COLOR_BGR2RGB);
    }
    return rgb;
}
} // namespace

Result<Picture> readPicture(const std::filesystem::path& path, int longestSide)
{
    std::ifstream input(path, std::ios::binary);
    if (!input)
        return failure(Error::Kind::Io, "the picture cannot be opened", {path.string()});
    const std::vector<char> bytes((std::istreambuf_iterator<char>(input)), {});
    if (bytes.empty())
        return failure(Error::Kind::Syntax, "the picture file is empty", {path.string()});
    try {
        const cv::Mat decoded = cv::imdecode(bytes, cv::IMREAD_UNCHANGED);
        if (decoded.empty())
            return failure(Error::Kind::Syntax, "is not a picture that can be decoded", {path.string()});
        cv::Mat rgb = toRgb(decoded);
        const int longest = std::max(rgb.cols, rgb.rows);
        if (longestSide > 0 && longest > longestSide) {
            const double scale = static_cast<double>(longestSide) / longest;
            const cv::Size size(std::max(1, static_cast<int>(rgb.cols * scale + .5)),
                                std::max(1, static_cast<int>(rgb.rows * scale + .5)));
            cv::resize(rgb, rgb, size, 0, 0, cv::INTER_AREA);
        }
        Picture picture {rgb.cols, rgb.rows, {}};
        picture.rgb.reserve(rgb.total() * 3);
        for (int row = 0; row < rgb.rows; ++row)
            picture.rgb.insert(picture.rgb.end(), rgb.ptr(row), rgb.ptr(row) + std::size_t(rgb.cols) * 3);
        return picture;
    } catch (const cv::Exception& exception) {
        return failure(Error::Kind::Syntax, "cannot be decoded: " + exception.err, {path.string()});
    }
}

Result<void> writePicture(const std::filesystem::path& path, const Picture& picture)
{
    if (picture.width < 1 || picture.height < 1
        || picture.rgb.size() != std::size_t(picture.width) * std::size_t(picture.height) * 3)
        return failure(Error::Kind::Mismatch, "the picture's size does not fit its pixels", {path.string()});
    try {
        const cv::Mat rgb(picture.height, picture.width, CV_8UC3,
                          const_cast<std::uint8_t*>(picture.rgb.data()));
        cv::Mat bgr;
        cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
        std::vector<std::uint8_t> bytes;
        if (!cv::imencode(".png", bgr, bytes, {cv::IMWRITE_PNG_COMPRESSION, 9}))
            return failure(Error::Kind::Internal, "the picture cannot be encoded", {path.string()});
        return writeFileAtomically(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    } catch (const cv::Exception& exception) {
        return failure(Error::Kind::Internal, "the picture cannot be encoded: " + exception.err,
                       {path.string()});
    }
}

} // namespace learnscope
