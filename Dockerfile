# syntax=docker/dockerfile:1

# The SDK that global.json names: the lock files hold what exactly this one restores.
FROM mcr.microsoft.com/dotnet/sdk:10.0.401 AS build
WORKDIR /source

# What decides the packages comes first, so that a change of code alone does not restore them again.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY Mov.Modules.Shared/Mov.Modules.Shared.csproj Mov.Modules.Shared/packages.lock.json Mov.Modules.Shared/
COPY Mov.Modules.Auth/Mov.Modules.Auth.csproj Mov.Modules.Auth/packages.lock.json Mov.Modules.Auth/
COPY Mov.Modules.Events/Mov.Modules.Events.csproj Mov.Modules.Events/packages.lock.json Mov.Modules.Events/
COPY Mov.Modules.Enrollments/Mov.Modules.Enrollments.csproj Mov.Modules.Enrollments/packages.lock.json Mov.Modules.Enrollments/
COPY Mov.Modules.Messaging/Mov.Modules.Messaging.csproj Mov.Modules.Messaging/packages.lock.json Mov.Modules.Messaging/
COPY Mov.Web/Mov.Web.csproj Mov.Web/packages.lock.json Mov.Web/
RUN dotnet restore Mov.Web -p:Configuration=Release --locked-mode

COPY Mov.Modules.Shared/ Mov.Modules.Shared/
COPY Mov.Modules.Auth/ Mov.Modules.Auth/
COPY Mov.Modules.Events/ Mov.Modules.Events/
COPY Mov.Modules.Enrollments/ Mov.Modules.Enrollments/
COPY Mov.Modules.Messaging/ Mov.Modules.Messaging/
COPY Mov.Web/ Mov.Web/
RUN dotnet publish Mov.Web --no-restore --configuration Release --output /app -p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .

# What the program itself writes (mail, when no mail server is set; SQLite files in Embedded mode) belongs to its user.
RUN install -d -o $APP_UID -g $APP_UID /data
ENV Storage__Path=/data
VOLUME /data

USER $APP_UID
EXPOSE 8080
ENTRYPOINT ["dotnet", "Mov.Web.dll"]
