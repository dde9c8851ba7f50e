using Kadende.Plugins.Docker;

namespace Kadende.Plugins.Tests.Docker;

public sealed class ImagePullTests
{
    [Theory]
    [InlineData("nginx", "nginx", "latest")]
    [InlineData("r:5000/nginx", "r:5000/nginx", "latest")]
    [InlineData("r:5000/nginx:1", "r:5000/nginx:1", null)]
    [InlineData("nginx@sha256:00", "nginx@sha256:00", null)]
    public void ParametersOf_ImageWithoutTag_MeansLatest(string image, string from, string? tag)
    {
        var parameters = ImagePull.ParametersOf(image);

        Assert.Equal((from, tag), (parameters.FromImage, parameters.Tag));
    }
}
