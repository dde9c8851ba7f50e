using Azure.Core;
using Azure.Core.Pipeline;

namespace Kadende.Runtime.Stores;

/// <summary>Counts every request that is sent, by what it does.</summary>
internal sealed class RequestMeter : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) =>
        StoreTelemetry.Requests.Add(1, new KeyValuePair<string, object?>("operation", OperationOf(message.Request)));

    private static string OperationOf(Request request)
    {
        var path = request.Uri.Path;
        return request.Method.Method switch
        {
            "GET" when path.Contains("PartitionKey", StringComparison.Ordinal) => "read",
            "GET" => "query",
            "POST" when path.EndsWith("$batch", StringComparison.Ordinal) => "transaction",
            "POST" when path.EndsWith("Tables", StringComparison.Ordinal) => "create-table",
            "POST" => "insert",
            "DELETE" => "delete",
            _ => "replace",
        };
    }
}
