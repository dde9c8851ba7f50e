namespace Kadende.Plugins.GoogleCompute;

/// <summary>An image as users name it: a family such as <c>debian-12</c>, or the link of an image or family.</summary>
internal static class ImageName
{
    /// <summary>How the families of Google's public projects begin.</summary>
    private static readonly (string Begin, string Project)[] Public =
    [
        ("debian-", "debian-cloud"),
        ("ubuntu-", "ubuntu-os-cloud"),
        ("rocky-linux-", "rocky-linux-cloud"),
        ("almalinux-", "almalinux-cloud"),
        ("centos-", "centos-cloud"),
        ("rhel-", "rhel-cloud"),
        ("sles-", "suse-cloud"),
        ("opensuse-", "opensuse-cloud"),
        ("fedora-coreos-", "fedora-coreos-cloud"),
        ("fedora-cloud-", "fedora-cloud"),
        ("cos-", "cos-cloud"),
        ("windows-", "windows-cloud"),
    ];

    /// <summary>The link below the API, such as <c>projects/debian-cloud/global/images/family/debian-12</c>.</summary>
    /// <param name="imageProject">The project of the family; null: Google's where the family looks so, else the group's own.</param>
    public static string LinkOf(string image, string? imageProject, string project)
    {
        var at = image.IndexOf("projects/", StringComparison.Ordinal);
        if (at >= 0)
        {
            return image[at..];
        }

        var owner =
            imageProject
            ?? Array.Find(Public, one => image.StartsWith(one.Begin, StringComparison.Ordinal)).Project
            ?? project;
        return image.Contains('/', StringComparison.Ordinal)
            ? $"projects/{owner}/{image}"
            : $"projects/{owner}/global/images/family/{image}";
    }
}
