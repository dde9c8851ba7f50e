using Kadende.Api.Access;
using Kadende.Api.Heartbeats;
using Kadende.Api.Requests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kadende.Api.Documents;

/// <summary>Adds to the OpenAPI document what the framework cannot see: tokens, bodies that are text, parameters read by hand.</summary>
internal static class ApiDocument
{
    private static readonly ParameterDoc Team = new(
        "team",
        InHeader: false,
        "The team; may be left out by those who belong to one. Administrators who leave it out mean 'default'."
    );

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                Introduce(document);
                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                Complete(operation, context.Description.ActionDescriptor.EndpointMetadata, context.Document);
                return Task.CompletedTask;
            }
        );
    }

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Kadende",
            Version = "v1",
            Description = "Creates, maintains and scales clusters of machines in any provider.",
        };
        // Where the host is reached is for the client to know.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[BearerHandler.Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token of a user, or the first administrator's token from the settings.",
        };
    }

    private static void Complete(OpenApiOperation operation, IList<object> metadata, OpenApiDocument? document)
    {
        if (!metadata.OfType<IAllowAnonymous>().Any() || metadata.OfType<OwnToken>().Any())
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference(BearerHandler.Scheme, document)] = [],
                },
            ];
        }

        operation.Parameters ??= [];
        var teamed = metadata.OfType<NeededAccess>().Any(one => one.Place == AccessPlace.TeamOfQuery)
            ? [Team]
            : Array.Empty<ParameterDoc>();
        foreach (var parameter in metadata.OfType<ParameterDoc>().Concat(teamed))
        {
            operation.Parameters.Add(ParameterOf(parameter));
        }

        operation.RequestBody = metadata.OfType<BodyDoc>().LastOrDefault() switch
        {
            null => operation.RequestBody,
            BodyDoc.Spec => BodyOf(
                "The spec, as /api/schema describes it; at most 256 KiB.",
                BodyReader.SpecTypes,
                new OpenApiSchema()
            ),
            BodyDoc.Size => BodyOf("The size.", BodyReader.JsonTypes, SizeSchema()),
            BodyDoc.Heartbeat => BodyOf(
                "How the node is; may be left out when it is well.",
                BodyReader.JsonTypes,
                HeartbeatSchema(),
                required: false
            ),
            BodyDoc.Json json => BodyOf("What is asked.", BodyReader.JsonTypes, SchemaOf(json), json.IsNeeded),
            _ => throw new InvalidOperationException("There are four kinds of bodies."),
        };
    }

    private static OpenApiParameter ParameterOf(ParameterDoc parameter) =>
        new()
        {
            Name = parameter.Name,
            In = parameter.InHeader ? ParameterLocation.Header : ParameterLocation.Query,
            Description = parameter.Description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };

    private static OpenApiRequestBody BodyOf(
        string description,
        IReadOnlyList<string> types,
        IOpenApiSchema schema,
        bool required = true
    ) =>
        new()
        {
            Description = description,
            Required = required,
            Content = types.ToDictionary(
                type => type,
                _ => new OpenApiMediaType { Schema = schema },
                StringComparer.Ordinal
            ),
        };

    private static OpenApiSchema HeartbeatSchema() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["healthy"] = new OpenApiSchema { Type = JsonSchemaType.Boolean },
                ["reason"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    MaxLength = HeartbeatBody.LongestReason,
                },
            },
        };

    private static OpenApiSchema SizeSchema() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(StringComparer.Ordinal) { "size" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["size"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Minimum = "0",
                    Maximum = "10000",
                },
                ["for"] = TextSchema("How long it counts, such as 2h."),
                ["until"] = TextSchema("Until when it counts, such as 2026-01-31T12:00:00Z."),
            },
        };

    private static OpenApiSchema SchemaOf(BodyDoc.Json body) =>
        new()
        {
            Type = JsonSchemaType.Object,
            Required = body
                .Fields.Where(field => field.IsRequired)
                .Select(field => field.Name)
                .ToHashSet(StringComparer.Ordinal),
            Properties = body.Fields.ToDictionary(
                field => field.Name,
                IOpenApiSchema (field) => new OpenApiSchema { Type = field.Type, Description = field.Description },
                StringComparer.Ordinal
            ),
        };

    private static OpenApiSchema TextSchema(string description) =>
        new() { Type = JsonSchemaType.String, Description = description };
}
