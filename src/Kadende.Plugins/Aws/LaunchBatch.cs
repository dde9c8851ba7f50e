using System.Security.Cryptography;
using System.Text;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Aws;

/// <summary>
/// Machines that one launch can make, since all that EC2 takes once a launch is the same for them: labels besides the node's, boot
/// script and place. Their order is that of the tokens, however the requests came.
/// </summary>
/// <param name="Place">Which zone or subnet.</param>
/// <param name="Labels">What all of them carry.</param>
internal sealed record LaunchBatch(
    IReadOnlyList<CreateRequest> Requests,
    int Place,
    IReadOnlyDictionary<string, string> Labels
)
{
    public string? Init => Requests[0].Init;

    /// <summary>The same for the same machines, so that a repeated launch gives the first one's machines; 64 characters, EC2's most.</summary>
    public string ClientToken =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', Requests.Select(request => request.Token))))
        );

    public IEnumerable<KeyValuePair<string, string>> Tags => Labels.Concat(LaunchList.Write(Requests));

    /// <param name="places">How many zones or subnets there are.</param>
    public static IEnumerable<LaunchBatch> Of(IReadOnlyList<CreateRequest> requests, int places)
    {
        var alike = requests
            .DistinctBy(request => request.Token, StringComparer.Ordinal)
            .OrderBy(request => request.Token, StringComparer.Ordinal)
            .GroupBy(request => (Place: request.Spread % places, request.Init, Labels: Text(Common(request))));
        foreach (var group in alike)
        {
            var labels = Common(group.First());
            foreach (var part in Fitting([.. group], LaunchList.Room(labels.Count)))
            {
                yield return new LaunchBatch(part, group.Key.Place, labels);
            }
        }
    }

    /// <summary>Why EC2 would not take these tags; null when it would.</summary>
    public RequestRejectedException? TagProblem() => TagProblem([.. Tags]);

    public static RequestRejectedException? TagProblem(IReadOnlyCollection<KeyValuePair<string, string>> tags)
    {
        var problem =
            tags.Count > LaunchList.MaxTags
                ? $"{tags.Count} labels are more than the {LaunchList.MaxTags} tags that EC2 allows: write fewer."
                : tags.Select(TagProblem).FirstOrDefault(wrong => wrong is not null);
        return problem is null ? null : new RequestRejectedException(problem);
    }

    private static string? TagProblem(KeyValuePair<string, string> tag) =>
        tag switch
        {
            { Key.Length: 0 or > LaunchList.MaxKey } =>
                $"The label name '{tag.Key}' has {tag.Key.Length} characters, and EC2 takes 1 to {LaunchList.MaxKey}: choose another.",
            { Value.Length: > LaunchList.MaxValue } =>
                $"The label {tag.Key} has {tag.Value.Length} characters, and EC2 takes {LaunchList.MaxValue}: shorten it.",
            _ when tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) =>
                $"The label {tag.Key} begins with aws:, which is Amazon's own: choose another name.",
            _ => null,
        };

    private static IEnumerable<List<CreateRequest>> Fitting(IReadOnlyList<CreateRequest> requests, int room)
    {
        var part = new List<CreateRequest>();
        var taken = 0;
        foreach (var request in requests)
        {
            var size = LaunchList.Size(request);
            if (part.Count > 0 && taken + size > room)
            {
                yield return part;
                part = [];
                taken = 0;
            }

            part.Add(request);
            taken += size;
        }

        yield return part;
    }

    private static Dictionary<string, string> Common(CreateRequest request) =>
        request.Labels.Where(label => label.Key != LabelNames.Node).ToDictionary(StringComparer.Ordinal);

    private static string Text(Dictionary<string, string> labels) =>
        string.Concat(
            labels
                .OrderBy(label => label.Key, StringComparer.Ordinal)
                .Select(label => $"{label.Key.Length}:{label.Key}{label.Value.Length}:{label.Value}")
        );
}
