#include "core/stimuli/picture.h"

#include "core/base/filewriter.h"
#include "core/stimuli/pictureheader.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace learnscope {

namespace {
/// Three channels in the order red, green, blue; transparency dropped. Of 16 bits the high byte is kept, as
/// PIL and libpng do. @p picture has 8 or 16 bits a channel and 1, 3 or 4 channels.
cv::Mat toRgb(cv::Mat picture)
{
    if (picture.depth() == CV_16U) {
        cv::Mat eightBits(picture.size(), CV_8UC(picture.channels()));
        const int across = picture.cols * picture.channels();
        for (int row = 0; row < picture.rows; ++row)
            std::transform(picture.ptr<std::uint16_t>(row), picture.ptr<std::uint16_t>(row) + across,
                           eightBits.ptr<std::uint8_t>(row),
                           [](std::uint16_t value) { return static_cast<std::uint8_t>(value >> 8); });
        picture = eightBits;
    }
    cv::Mat rgb;
    cv::cvtColor(picture, rgb,
                 picture.channels() == 1       ? cv::COLOR_GRAY2RGB
                     : picture.channels() == 4 ? cv::COLOR_BGRA2RGB
                                               : cv::COLOR_BGR2RGB);
    return rgb;
}

bool isGreyPicture(const Picture& picture)
{
    for (std::size_t at = 0; at < picture.rgb.size(); at += 3)
        if (picture.rgb[at] != picture.rgb[at + 1] || picture.rgb[at] != picture.rgb[at + 2])
            return false;
    return true;
}

cv::Mat shrunk(const cv::Mat& rgb, int longestSide)
{
    const int longest = std::max(rgb.cols, rgb.rows);
    if (longestSide < 1 || longest <= longestSide)
        return rgb;
    const double scale = static_cast<double>(longestSide) / longest;
    const cv::Size size(std::max(1, static_cast<int>(rgb.cols * scale + .5)),
                        std::max(1, static_cast<int>(rgb.rows * scale + .5)));
    cv::Mat small;
    cv::resize(rgb, small, size, 0, 0, cv::INTER_AREA);
    return small;
}

Result<std::vector<std::uint8_t>> fileBytes(const std::filesystem::path& path)
{
    // A picture of the largest size that is read, uncompressed with 16 bits in four channels.
    constexpr std::uintmax_t largest = maximumPicturePixels * 8 + (1 << 20);
    std::error_code status;
    if (!std::filesystem::is_regular_file(path, status))
        return failure(Error::Kind::Io, "there is no such picture file", {path.string()});
    if (std::filesystem::file_size(path, status) > largest)
        return failure(Error::Kind::OutOfRange, "the picture file is too large", {path.string()});
    std::ifstream input(path, std::ios::binary);
    if (!input)
        return failure(Error::Kind::Io, "the picture cannot be opened", {path.string()});
    std::vector<std::uint8_t> bytes {std::istreambuf_iterator<char>(input), {}};
    if (input.bad())
        return failure(Error::Kind::Io, "the picture cannot be read", {path.string()});
    if (bytes.empty())
        return failure(Error::Kind::Syntax, "the picture file is empty", {path.string()});
    return bytes;
}
} // namespace

Result<Picture> readPicture(const std::filesystem::path& path, int longestSide)
{
    const Result<std::vector<std::uint8_t>> bytes = fileBytes(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    Result<Picture> picture = decodePicture(*bytes, longestSide);
    if (!picture)
        picture.error().where = {path.string()};
    return picture;
}

Result<Picture> decodePicture(std::span<const std::uint8_t> bytes, int longestSide)
{
    if (const Result<PictureHeader> header = readPictureHeader(bytes); !header)
        return tl::unexpected(header.error());
    try {
        const cv::Mat input(1, static_cast<int>(bytes.size()), CV_8U,
                            const_cast<std::uint8_t*>(bytes.data()));
        const cv::Mat decoded = cv::imdecode(input, cv::IMREAD_UNCHANGED);
        if (decoded.empty())
            return failure(Error::Kind::Syntax, "the picture is damaged or cut short");
        if ((decoded.depth() != CV_8U && decoded.depth() != CV_16U) || decoded.channels() == 2)
            return failure(Error::Kind::Syntax,
                           "the pixels are of a kind that is not understood; expected 8 or 16 bits");
        const cv::Mat rgb = shrunk(toRgb(decoded), longestSide);
        Picture picture {rgb.cols, rgb.rows, {}};
        picture.rgb.reserve(rgb.total() * 3);
        for (int row = 0; row < rgb.rows; ++row)
            picture.rgb.insert(picture.rgb.end(), rgb.ptr(row), rgb.ptr(row) + std::size_t(rgb.cols) * 3);
        return picture;
    } catch (const std::exception& exception) { // cv::Exception, or no memory
        return failure(Error::Kind::Syntax, std::string("cannot be decoded: ") + exception.what());
    }
}

Result<std::string> encodePng(const Picture& picture)
{
    if (picture.width < 1 || picture.height < 1
        || picture.rgb.size() != std::size_t(picture.width) * std::size_t(picture.height) * 3)
        return failure(Error::Kind::Mismatch, "the picture's size does not fit its pixels");
    try {
        const cv::Mat rgb(picture.height, picture.width, CV_8UC3,
                          const_cast<std::uint8_t*>(picture.rgb.data()));
        cv::Mat pixels;
        const bool isGrey = isGreyPicture(picture);
        if (isGrey)
            cv::extractChannel(rgb, pixels, 0);
        else
            cv::cvtColor(rgb, pixels, cv::COLOR_RGB2BGR);
        std::vector<std::uint8_t> bytes;
        if (!cv::imencode(".png", pixels, bytes, {cv::IMWRITE_PNG_COMPRESSION, 9}))
            return failure(Error::Kind::Internal, "the picture cannot be encoded");
        return std::string(bytes.begin(), bytes.end());
    } catch (const std::exception& exception) {
        return failure(Error::Kind::Internal,
                       std::string("the picture cannot be encoded: ") + exception.what());
    }
}

Result<void> writePicture(const std::filesystem::path& path, const Picture& picture)
{
    const Result<std::string> bytes = encodePng(picture);
    if (!bytes)
        return failure(bytes.error().kind, bytes.error().message, {path.string()});
    return writeFileAtomically(path, *bytes);
}

} // namespace learnscope
