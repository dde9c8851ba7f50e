using Amazon.EC2;
using Amazon.EC2.Model;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Aws;

/// <summary>The words for images that everybody knows, and the image that each of them means in a region today.</summary>
internal static class AwsImages
{
    private const string Arm = "arm64";
    private const string Intel = "x86_64";

    /// <summary>Null: the text is an id or a parameter that EC2 takes itself.</summary>
    public static AwsImageFamily? Family(string image, string? instanceType)
    {
        var arm = IsArm(instanceType);
        var architecture = arm ? Arm : Intel;
        var debianWord = arm ? "arm64" : "amd64";
        return image switch
        {
            "debian" => new("136693071363", $"debian-13-{debianWord}-*", architecture),
            "ubuntu" => new(
                "099720109477",
                $"ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-{debianWord}-server-*",
                architecture
            ),
            "amazonlinux" => new("137112412989", $"al2023-ami-2023.*-{architecture}", architecture),
            _ => null,
        };
    }

    /// <summary>Families of Amazon's own processors have a g after the generation, such as t4g and c7gn; the first one is a1.</summary>
    public static bool IsArm(string? instanceType)
    {
        var family = instanceType?.Split('.')[0] ?? "";
        return family == "a1" || family.SkipWhile(letter => !char.IsAsciiDigit(letter)).Contains('g');
    }

    /// <exception cref="RequestRejectedException">There is no image of that name here.</exception>
    public static async Task<string?> ResolveAsync(
        IAmazonEC2 client,
        AwsProperties properties,
        CancellationToken cancellationToken
    )
    {
        if (properties.Image is not { } image || Family(image, properties.InstanceType) is not { } family)
        {
            return properties.Image;
        }

        var answer = await AwsCall.AskAsync(
            () => client.DescribeImagesAsync(family.Request(), cancellationToken),
            cancellationToken
        );
        return Newest(answer.Images ?? [])?.ImageId
            ?? throw new RequestRejectedException(
                $"The region {properties.Region} has no image '{image}' for {family.Architecture}: name an image by its id (ami-...)."
            );
    }

    /// <summary>Creation dates are ISO 8601 texts of one form, so that the order of texts is that of times.</summary>
    public static Image? Newest(IEnumerable<Image> images) =>
        images
            .OrderByDescending(image => image.CreationDate, StringComparer.Ordinal)
            .ThenBy(image => image.ImageId, StringComparer.Ordinal)
            .FirstOrDefault();
}

/// <summary>Who publishes the images and what they are called.</summary>
internal sealed record AwsImageFamily(string Owner, string Name, string Architecture)
{
    public DescribeImagesRequest Request() =>
        new()
        {
            Owners = [Owner],
            Filters =
            [
                new Filter("name", [Name]),
                new Filter("architecture", [Architecture]),
                new Filter("state", ["available"]),
            ],
        };
}
